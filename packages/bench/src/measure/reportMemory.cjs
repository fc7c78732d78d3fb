// Loaded before a command: writes down the most memory that its process had, in KiB.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  writeFileSync(
    process.env.BENCH_MEMORY_FILE,
    String(process.resourceUsage().maxRSS),
  );
});
