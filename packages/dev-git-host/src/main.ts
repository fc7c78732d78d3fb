import { checkTools } from './config/checkTools';
import { readGitHostConfig } from './config/readGitHostConfig';
import { startGitHost } from './GitHost';

const REMEDIES: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space',
  EACCES:
    'The folder of the git host cannot be written: check its permissions or set gitHost.root',
  EROFS:
    'The folder of the git host cannot be written: set gitHost.root to another one',
};

const say = (line: string) => process.stdout.write(`git host: ${line}\n`);

async function main(): Promise<void> {
  await checkTools();
  const options = await readGitHostConfig(
    process.cwd(),
    process.argv.slice(2),
    process.env,
  );
  const host = await startGitHost({ ...options, log: say });
  say(`ready on ${host.url}`);
  let asked = false;
  const end = () => {
    if (!asked) {
      asked = true;
      host.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    }
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

main().catch((error: NodeJS.ErrnoException) => {
  const line = REMEDIES[error.code ?? ''] ?? error.message;
  process.stderr.write(`git host: ${line.split('\n', 1)[0]}\n`);
  process.exit(1);
});
