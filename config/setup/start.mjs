// What `npm start` runs. Nothing but Node itself may be imported here: no package is installed yet.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeComplaint } from './node-version.mjs';

const complaint = nodeComplaint(process.versions.node, '20.19');
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const { setUp } = await import('./set-up.mjs');
try {
  const { launcher } = await setUp(root, ['base']);
  const { runLauncher } = await import(pathToFileURL(launcher).href);
  process.exit(await runLauncher());
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
