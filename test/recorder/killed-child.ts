/**
 * A recorder in a process that kills itself at a step of sealing; run by killed.test.ts as
 * `node --import from-source.mjs killed-child.ts FOLDER STEP`.
 */
import { recordUntilPublished } from './killed-scene.ts';

const [root = '', stopAt = ''] = process.argv.slice(2);
await recordUntilPublished(root, (step) => {
  if (step === stopAt) process.kill(process.pid, 'SIGKILL');
});
