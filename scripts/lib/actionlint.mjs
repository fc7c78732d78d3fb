import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TOOLCHAIN } from './paths.mjs';
import { run, tail } from './run.mjs';
import { ensureTool, missingTool } from './systemTools.mjs';

/** The newest one that Debian's Go (1.19) still builds. */
const MODULE = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7';
const name = 'actionlint';

/**
 * Builds actionlint once, from the Go module proxy: `{ file }`, or `{ missing }`
 * with the result that the lane has then.
 */
export async function ensureActionlint() {
  const file = join(TOOLCHAIN, 'go', MODULE.split('@')[1], name);
  if (existsSync(file)) {
    return { file };
  }
  const go = await ensureTool({
    name,
    what: 'Go, which builds actionlint,',
    commands: ['go'],
    aptPackage: 'golang-go',
  });
  if (go.missing) {
    return go;
  }
  mkdirSync(dirname(file), { recursive: true });
  const { code, output } = await run(go.file, ['install', MODULE], {
    env: {
      ...process.env,
      GOBIN: dirname(file),
      // Nothing of it in a home folder, which may not even be there.
      GOPATH: join(TOOLCHAIN, 'go/path'),
      GOMODCACHE: join(TOOLCHAIN, 'go/modules'),
      GOCACHE: join(TOOLCHAIN, 'go/cache'),
      // A module cache that may be removed like any folder.
      GOFLAGS: `${process.env.GOFLAGS ?? ''} -modcacherw`.trim(),
    },
  });
  if (code === 0 && existsSync(file)) {
    return { file };
  }
  const remedy = 'let this machine reach the Go module proxy';
  return { missing: missingTool({ name, remedy, output: tail(output) }) };
}
