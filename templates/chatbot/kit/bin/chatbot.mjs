#!/usr/bin/env node
import { existsSync } from 'node:fs';

// What was built, or the sources of a kit that was written out.
const built = new URL('../dist/commands/main.js', import.meta.url);
const sources = new URL('../src/commands/main.ts', import.meta.url);
const { main } = await import((existsSync(built) ? built : sources).href);
process.exitCode = await main(process.cwd(), process.argv.slice(2));
