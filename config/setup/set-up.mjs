import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureRuntime } from './runtime.mjs';

/**
 * Everything between a fresh clone and a program that can start; what is done is skipped. Packages with their build,
 * and the telephony programs, do not depend on each other and go side by side; so does `withPackages`, which needs the
 * packages alone. Throws SetupError.
 */
export async function setUp(root, groups, withPackages = async () => undefined) {
  const usesMachine = process.env.CENTRALITA_RUNTIME === 'system' && !groups.includes('test-tools');
  const packages = ensurePackages(root);
  const steps = [
    packages.then(() => ensureBuild(root)),
    packages.then(withPackages),
    usesMachine ? Promise.resolve() : ensureRuntime(root, groups),
  ];
  // All come to their end, so that a failure of one does not cut the other short.
  const outcomes = await Promise.allSettled(steps);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return { launcher: join(root, 'dist/server/config/launcher.js'), hasPages: existsSync(join(root, 'dist/dashboard')) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // `npm run setup -- voices speech`: groups that are not fetched of themselves.
  await setUp(join(import.meta.dirname, '../..'), ['base', ...process.argv.slice(2)]);
}
