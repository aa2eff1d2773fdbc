import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';

/** What the project's linter says of a file with this content at this path: in a folder of its own, with our rules. */
function lint(path: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-lint-'));
  try {
    const {
      vcs: _vcs,
      $schema: _schema,
      ...rules
    } = JSON.parse(readFileSync(join(projectRoot(), 'biome.json'), 'utf8'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    const biome = join(projectRoot(), 'node_modules', '.bin', 'biome');
    const run = spawnSync(biome, ['lint', path], { cwd: folder, encoding: 'utf8' });
    return `${run.stdout}${run.stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const use = (specifier: string) => `import { thing } from '${specifier}';\nconsole.log(thing);\n`;

describe('the import rules', () => {
  it.each([
    ['services/core/planted.ts', 'node:fs'],
    ['services/core/planted.ts', 'zod'],
    ['services/core/planted.ts', '../ports.ts'],
    ['services/core/decide/planted.ts', '../../routing/index.ts'],
    ['services/routing/planted.ts', '../store/store.ts'],
    ['services/routing/planted.ts', 'node:crypto'],
    ['ivr-flows/planted.ts', 'node:fs'],
    ['ivr-flows/steps/planted.ts', '../loader.ts'],
    ['ivr-flows/check/planted.ts', 'node:fs'],
    ['ivr-flows/lab/planted.ts', '../loader.ts'],
    ['ivr-flows/lab/planted.ts', '../../services/engine.ts'],
    ['services/engine.ts', './telephony/index.ts'],
    ['services/site/planted.ts', '../http/server.ts'],
    ['services/flows/planted.ts', '../store/store.ts'],
    ['services/prompts/planted.ts', '../store/store.ts'],
    ['services/telephony/planted.ts', '../store/store.ts'],
    ['services/web/planted.ts', '../telephony/ami.ts'],
    ['services/speech/planted.ts', '../web/circuit.ts'],
    ['services/custody/planted.ts', '../store/ledger.ts'],
    ['services/quality/planted.ts', '../http/server.ts'],
    ['services/webhooks/planted.ts', '../../recorder/recorder.ts'],
    ['services/telephony/ari/planted.ts', '../../http/server.ts'],
    ['services/store/projections/planted.ts', '../../live/hub.ts'],
    ['services/live/planted.ts', '../http/server.ts'],
    ['services/http/routes/planted.ts', '../../store/store.ts'],
    ['services/http/planted.ts', '../../recorder/recorder.ts'],
    ['recorder/destinations/planted.ts', '../../services/telephony/index.ts'],
    ['recorder/planted.ts', '../services/context.ts'],
    ['dashboard/src/planted.ts', '../../services/engine.ts'],
    ['dashboard/src/pages/planted.ts', '../../../services/http/server.ts'],
  ])('refuse %s importing %s', (path, specifier) => {
    expect(lint(path, use(specifier))).toContain('noRestrictedImports');
  });

  it.each([
    ['services/core/decide/planted.ts', '../turn.ts'],
    ['services/routing/planted.ts', '../core/agent.ts'],
    ['services/site/planted.ts', '../routing/index.ts'],
    ['services/flows/planted.ts', '../../ivr-flows/loader.ts'],
    ['ivr-flows/loader.ts', 'node:fs'],
    ['ivr-flows/lab/planted.ts', '../../services/core/step.ts'],
    ['ivr-flows/lab/planted.ts', '../check/index.ts'],
    ['services/store/projections/planted.ts', '../../core/event.ts'],
    ['services/store/planted.ts', '../http/protocol.ts'],
    ['services/prompts/planted.ts', '../../config/settings.ts'],
    ['services/telephony/planted.ts', '../../config/settings.ts'],
    ['dashboard/src/planted.ts', '../../services/http/protocol.ts'],
  ])('allow %s importing %s', (path, specifier) => {
    expect(lint(path, use(specifier))).not.toContain('noRestrictedImports');
  });
});
