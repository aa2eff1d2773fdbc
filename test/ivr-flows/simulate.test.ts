import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { readOptions } from '../../ivr-flows/program/options.ts';
import { runSimulation } from '../../ivr-flows/program/simulate.ts';

const site = join(projectRoot(), 'config', 'demo-site', 'site.yaml');

/** Runs `simulate` with these words; its exit code and what it said. */
async function simulate(...words: readonly string[]) {
  const said: string[] = [];
  const code = await runSimulation(readOptions([...words, '--site', site]), (text) => said.push(text));
  return { code, said: said.join('\n') };
}

function scriptOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-script-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'story.flow-test.yaml');
  writeFileSync(file, text);
  return file;
}

describe('a simulated call', () => {
  it('is told as a story from a script, test by test', async () => {
    const file = scriptOf(`
flow: mesa-de-ayuda
tests:
  - name: An incident
    when:
      - keys: "1,1,1"
    then: { end: queue }
  - name: Somebody who hangs up
    when:
      - keys: "2"
      - hang-up
    then: { end: caller }
`);
    const { code, said } = await simulate('mesa-de-ayuda', '--script', file);
    expect(code).toBe(0);
    const [first = '', second = ''] = said.split('Somebody who hangs up');
    expect(first).toContain('An incident');
    expect(first).toContain('Para español, pulse uno');
    expect(first).toMatch(/consent given[\s\S]*→ incidents[\s\S]*waits in the queue incidencias, place 1/);
    expect(second).toContain('key 2');
    expect(second).not.toContain('consent given');
    const one = await simulate('mesa-de-ayuda', '--script', file, '--only', 'hangs up');
    expect(one.said).not.toContain('An incident');
  });

  it('says on which line a script goes on where nobody asks', async () => {
    const file = scriptOf(`
flow: mesa-de-ayuda
tests:
  - name: A key after the end
    when:
      - hang-up
      - keys: "1"
    then: { end: caller }
`);
    const { code, said } = await simulate('mesa-de-ayuda', '--script', file);
    expect(code).toBe(1);
    expect(said).toMatch(/line 7: \S/);
  });

  it('presses the keys it is given', async () => {
    const { code, said } = await simulate('mesa-de-ayuda', '--keys', '2,2,1');
    expect(code).toBe(0);
    expect(said).toMatch(/For English, press two[\s\S]*consent refused[\s\S]*→ incidents/);
  });
});
