import { describe, expect, it } from 'vitest';
import { known, sound, testFlows } from './support.ts';

const by = { kind: 'person', userId: 'admin' } as const;
const other = sound.replace('[hola]', '[hola, adios]');
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const versionIn = (flows: ReturnType<typeof testFlows>) => flows.current().files[0]?.version ?? '';

describe('a flow that is saved', () => {
  it('is in its file, in force, in the journal and in the history, with author and note', async () => {
    const flows = testFlows();
    const base = versionIn(flows);
    const { version } = await flows.save({ flow: 'prueba', text: other, base, by, note: 'a greeting more' });
    expect(flows.read()).toBe(other);
    expect(flows.current().runner.current('prueba')?.version).toBe(version);
    expect(flows.applied).toMatchObject([
      { changes: [{ flow: 'prueba', version, previous: base }], by, note: 'a greeting more' },
    ]);
    expect(flows.history('prueba')).toMatchObject([
      { version: base, by: null, note: '' },
      { version, by: 'admin', note: 'a greeting more', at: 1_000 },
    ]);
    expect(flows.files()).toEqual(['prueba.yaml']);
  });

  it('leaves calls the version on which they began, after a restart too', async () => {
    const flows = testFlows();
    const base = versionIn(flows);
    await flows.save({
      flow: 'prueba',
      text: sound.replaceAll('hola:', 'saludo:').replace('start: hola', 'start: saludo'),
      base,
      by,
      note: '',
    });
    for (const { runner } of [flows.current(), flows.again().current()]) {
      expect(runner.describe('prueba', base, 'hola')).toMatchObject({ type: 'announce' });
      expect(runner.current('prueba')?.start).toBe('saludo');
    }
  });

  it('goes back to an earlier version, whose history it keeps', async () => {
    const flows = testFlows();
    const base = versionIn(flows);
    const { version } = await flows.save({ flow: 'prueba', text: other, base, by, note: '' });
    await flows.back({ flow: 'prueba', version: base, base: version, by, note: 'it was better' });
    expect(flows.read()).toBe(sound);
    expect(flows.history('prueba').map((one) => one.version)).toEqual([base, version, base]);
    const never = flows.back({ flow: 'prueba', version: '0123', base, by, note: '' });
    expect(await codeOf(never)).toBe('flow-not-found');
  });

  it('is refused on an older version, and while the file holds edits by hand', async () => {
    const flows = testFlows();
    const base = versionIn(flows);
    await flows.save({ flow: 'prueba', text: other, base, by, note: '' });
    expect(await codeOf(flows.save({ flow: 'prueba', text: sound, base, by, note: '' }))).toBe(
      'flow-changed-meanwhile',
    );
    flows.write(`# by hand\n${other}`);
    const late = flows.save({ flow: 'prueba', text: sound, base: versionIn(flows), by, note: '' });
    expect(await codeOf(late)).toBe('flow-file-changed');
    expect(flows.read()).toBe(`# by hand\n${other}`);
  });

  it('of two at once, the second is refused', async () => {
    const flows = testFlows();
    const base = versionIn(flows);
    const saves = [other, `# other\n${sound}`].map((text) => flows.save({ flow: 'prueba', text, base, by, note: '' }));
    expect(await Promise.all(saves.map(codeOf))).toEqual(['done', 'flow-changed-meanwhile']);
    expect(flows.read()).toBe(other);
  });

  it.each([
    ['a fault in it', sound.replace('queue: general', 'queue: ventas'), 'flow-invalid'],
    ['another name', sound.replace('flow: prueba', 'flow: otra'), 'flow-renamed'],
    ['no YAML', 'flow: [', 'flow-invalid'],
    ['10 MB', `# ${'x'.repeat(10_000_000)}`, 'flow-invalid'],
  ])('is refused with %s, and nothing changes', async (_what, text, code) => {
    const flows = testFlows();
    expect(await codeOf(flows.save({ flow: 'prueba', text, base: versionIn(flows), by, note: '' }))).toBe(code);
    expect(flows.read()).toBe(sound);
    expect(flows.applied).toEqual([]);
    expect(flows.history('prueba')).toHaveLength(1);
  });

  it('may be new, under a name that no flow has', async () => {
    const flows = testFlows();
    const text = sound.replace('flow: prueba', 'flow: nueva');
    expect(await codeOf(flows.save({ flow: 'nueva', text, base: '0123', by, note: '' }))).toBe(
      'flow-changed-meanwhile',
    );
    await flows.save({ flow: 'nueva', text, base: null, by, note: '' });
    expect(flows.files()).toEqual(['nueva.yaml', 'prueba.yaml']);
    expect(flows.current().runner.current('nueva')).not.toBeNull();
  });
});

describe('flows that are read again', () => {
  it('are taken over with what was changed, added and removed by hand', async () => {
    const flows = testFlows();
    const base = versionIn(flows);
    flows.write(other);
    flows.write(sound.replace('flow: prueba', 'flow: nueva'), 'nueva.yaml');
    const changes = await flows.reload({ by: { kind: 'system' }, note: 'edited by hand' });
    expect(changes.map(({ flow, previous }) => [flow, previous])).toEqual([
      ['prueba', base],
      ['nueva', null],
    ]);
    expect(flows.applied).toHaveLength(1);
    expect(await flows.reload({ by: { kind: 'system' }, note: '' })).toEqual([]);
    expect(flows.applied).toHaveLength(1);
  });

  it('are taken all or none', async () => {
    const flows = testFlows();
    const base = versionIn(flows);
    flows.write(other);
    flows.write(sound.replace('flow: prueba', 'flow: nueva').replace('general', 'ventas'), 'nueva.yaml');
    await expect(flows.reload({ by: { kind: 'system' }, note: '' })).rejects.toThrow(
      /nueva\.yaml:6:31: steps\.cola: There is no queue "ventas"/,
    );
    expect(flows.applied).toEqual([]);
    expect(flows.current().runner.current('prueba')?.version).toBe(base);
  });

  it('are refused where the site needs what is gone', async () => {
    const flows = testFlows(undefined, () => ['services.mesa.flow: there is no flow "prueba"']);
    flows.write(other);
    await expect(flows.reload({ by: { kind: 'system' }, note: '' })).rejects.toThrow('services.mesa.flow');
    expect(flows.applied).toEqual([]);
  });

  it('tell at a start what was changed while nothing ran', () => {
    const flows = testFlows();
    const base = versionIn(flows);
    flows.write(other);
    const again = flows.again();
    expect(again.history('prueba').map(({ version, by: who }) => [version, who])).toEqual([
      [base, null],
      [versionIn(again), null],
    ]);
    expect(flows.again().history('prueba')).toHaveLength(2);
  });
});

describe('a draft', () => {
  it('is checked in the place of its flow, in the language of who writes it', async () => {
    const { editing } = testFlows();
    const draft = sound.replace('general', 'generla');
    const { flow, problems, graph } = await editing.check(draft, 'prueba', 'es');
    expect(flow).toBe('prueba');
    expect(problems).toEqual([
      {
        file: 'prueba.yaml',
        line: 6,
        column: 31,
        place: 'steps.cola',
        step: 'cola',
        severity: 'error',
        code: 'unknown-queues',
        message: 'No existe la cola «generla» en el centro; existen: general.',
        suggestion: 'general',
      },
    ]);
    expect(graph?.steps.map(({ id, type, reachable }) => [id, type, reachable])).toEqual([
      ['hola', 'announce', true],
      ['cola', 'queue', true],
      ['fin', 'hang-up', true],
    ]);
    expect(graph?.steps[1]?.settings).toEqual({ queue: 'generla' });
  });

  it('of a new flow may not take the name of another', async () => {
    const { editing } = testFlows();
    const { problems } = await editing.check(sound, null, 'en');
    expect(problems.map(({ code }) => code)).toContain('flow-twice');
    expect(known.queues.size).toBe(1);
  });
});
