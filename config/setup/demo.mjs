// What `npm run demo` runs: calls for a system that runs already.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../../dist/server/config/demo-site/demo.js', import.meta.url);
if (existsSync(fileURLToPath(program))) {
  const { runDemo } = await import(program.href);
  process.exit(await runDemo(process.argv.slice(2)));
}
console.error('Nothing is built yet. Start the system with "npm start" in another terminal, then run this again.');
process.exit(1);
