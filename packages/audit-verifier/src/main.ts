import { runVerifier } from './runVerifier';

async function main(): Promise<void> {
  process.exitCode = await runVerifier(process.argv.slice(2), line => {
    process.stdout.write(`${line}\n`);
  });
}

void main();
