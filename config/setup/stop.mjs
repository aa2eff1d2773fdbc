// What `npm stop` runs.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const launcher = new URL('../../dist/server/config/launcher.js', import.meta.url);
if (existsSync(fileURLToPath(launcher))) {
  try {
    const { runStop } = await import(launcher.href);
    process.exitCode = await runStop();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} else console.log('Nothing is running: Centralita was not started from here yet.');
