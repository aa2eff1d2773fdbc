import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { wrongWithSite } from '../../services/site/check.ts';
import { demoSurroundings } from '../support/scene.ts';
import { editorOn } from './support.ts';

const demo = readFileSync(join(projectRoot(), 'config/demo-site/site.yaml'), 'utf8');
const asked = { by: { kind: 'person', userId: 'admin' }, reason: 'r', ifMatch: null } as const;
const { flows } = demoSurroundings();
const texts = new Map([['es', new Set(['welcome'])]]);
const knows = { flows, prompts: texts, trunks: ['demo'] };
const checked = () => editorOn(demo, (site) => wrongWithSite(site, knows));

/** But for the blanks within brackets, which are made alike. */
const lines = (text: string) => text.split('\n').map((one) => one.replaceAll('[ ', '[').replaceAll(' ]', ']'));
/** Lines that are in one text and not in the other. */
const changed = (before: string, after: string) => ({
  gone: lines(before).filter((one) => !lines(after).includes(one)),
  come: lines(after).filter((one) => !lines(before).includes(one)),
});

describe('an edit of the site', () => {
  it('changes what it says, and leaves comments and everything else as they were written', async () => {
    const editor = checked();
    const queue = { id: 'general', name: { es: 'Atención general', en: 'General enquiries' }, service: 'mesa' };
    await editor.edit(
      { kind: 'put', section: 'queues', id: 'general', value: { ...queue, agents: ['ana', 'bruno'], ringSeconds: 7 } },
      asked,
    );
    expect(editor.current().queues.find((one) => one.id === 'general')).toMatchObject({ ringSeconds: 7 });
    const { gone, come } = changed(demo, editor.text());
    expect(gone).toEqual([]);
    expect(come).toEqual(['    agents: [ana, bruno]', '    ringSeconds: 7']);
    expect(editor.applied).toMatchObject([
      { hash: editor.hash(), by: asked.by, reason: 'r', changes: [{ section: 'queues', id: 'general' }] },
    ]);
    expect((await editor.written()).hash).toBe(editor.hash());
  });

  it('adds and takes away entries, of lists that the file does not have yet, too', async () => {
    const editor = checked();
    const english = { id: 'english', name: { es: 'Inglés', en: 'English' } };
    await editor.edit({ kind: 'put', section: 'skills', id: 'english', value: english }, asked);
    await editor.edit({ kind: 'agent-skills', agentId: 'ana', skills: { english: 8 } }, asked);
    expect(editor.current().users.find((one) => one.id === 'ana')?.skills).toEqual({ english: 8 });
    expect(editor.text()).toContain('phone: browser, skills: { english: 8 } }');
    await expect(editor.edit({ kind: 'remove', section: 'skills', id: 'english' }, asked)).rejects.toThrow(
      'users.ana.skills: there is no skill "english"',
    );
    await editor.edit({ kind: 'agent-skills', agentId: 'ana', skills: {} }, asked);
    await editor.edit({ kind: 'remove', section: 'skills', id: 'english' }, asked);
    expect(editor.current().skills).toEqual([]);
    expect(editor.applied.at(-1)?.changes).toEqual([{ section: 'skills', id: 'english', value: null }]);
    await expect(editor.edit({ kind: 'remove', section: 'skills', id: 'english' }, asked)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('gives an agent queues with their order, and takes the others away', async () => {
    const editor = checked();
    const queues = [
      { id: 'general', order: 1 },
      { id: 'incidencias', order: 2 },
    ];
    await editor.edit({ kind: 'agent-queues', agentId: 'ana', queues }, asked);
    const site = editor.current();
    expect(site.queues.map((one) => one.agents.includes('ana'))).toEqual([true, false, true]);
    expect(site.queues[0]?.members).toMatchObject({ ana: { order: 2 } });
    // Ana keeps her place in the order of the queue.
    expect(site.queues[0]?.agents[0]).toBe('ana');
    expect(editor.applied.at(-1)?.changes.map((one) => one.id)).toEqual(['incidencias', 'solicitudes']);
    const sonia = editor.edit({ kind: 'agent-queues', agentId: 'sonia', queues }, asked);
    await expect(sonia).rejects.toMatchObject({ code: 'unknown-agent' });
    const skilled = editor.edit({ kind: 'agent-skills', agentId: 'sonia', skills: {} }, asked);
    await expect(skilled).rejects.toMatchObject({ code: 'unknown-agent' });
    const nowhere = editor.edit({ kind: 'agent-queues', agentId: 'ana', queues: [{ id: 'none' }] }, asked);
    await expect(nowhere).rejects.toMatchObject({ code: 'unknown-queue' });
  });

  it('changes single values', async () => {
    const editor = checked();
    const outbound = { trunk: 'demo', callerId: '910000000', allowed: ['+34'] };
    await editor.edit({ kind: 'settings', settings: { returnSeconds: 33, outbound } }, asked);
    expect(editor.current()).toMatchObject({ returnSeconds: 33, outbound: { ...outbound, region: 'ES' } });
    expect(editor.applied.at(-1)?.changes.map((one) => one.id)).toEqual(['outbound', 'returnSeconds']);
    expect(editor.text()).toContain(
      "# A caller whose agent's page vanished is kept for that agent this long.\nreturnSeconds: 33",
    );
  });

  it.each([
    [
      'a queue that a flow names is gone',
      { kind: 'remove', section: 'queues', id: 'general' },
      'the step person of the flow mesa-de-ayuda leads to the queue "general"',
    ],
    [
      'a flow that is not there',
      {
        kind: 'put',
        section: 'services',
        id: 'otra',
        value: {
          id: 'otra',
          name: 'O',
          client: 'O',
          numbers: ['2000'],
          flow: 'otro',
          holder: 'O',
          hours: { timeZone: 'UTC', week: {} },
        },
      },
      'services.otra.flow: there is no flow "otro"',
    ],
    [
      'a strategy that is not there',
      {
        kind: 'put',
        section: 'queues',
        id: 'q',
        value: { id: 'q', name: { es: 'Q' }, service: 'mesa', agents: [], strategy: { type: 'magic' } },
      },
      'there is no strategy "magic"',
    ],
    [
      'a prompt that is not there',
      {
        kind: 'put',
        section: 'queues',
        id: 'q',
        value: {
          id: 'q',
          name: { es: 'Q' },
          service: 'mesa',
          agents: [],
          comfort: { everySeconds: 30, prompts: ['none'] },
        },
      },
      'the prompt "none" has no text',
    ],
    [
      'a line that is not there',
      { kind: 'settings', settings: { outbound: { trunk: 'none' } } },
      'the settings have no line "none"',
    ],
    [
      'a value out of range',
      {
        kind: 'put',
        section: 'queues',
        id: 'q',
        value: { id: 'q', name: { es: 'Q' }, service: 'mesa', agents: [], ringSeconds: 0 },
      },
      'queues.q.ringSeconds: ',
    ],
    [
      'an agent who is none',
      {
        kind: 'put',
        section: 'queues',
        id: 'q',
        value: { id: 'q', name: { es: 'Q' }, service: 'mesa', agents: ['sonia'] },
      },
      '"sonia" is no user with the role agent',
    ],
    [
      'a login of somebody else',
      { kind: 'put', section: 'users', id: 'x', value: { id: 'x', login: 'ana', name: 'X', roles: ['auditor'] } },
      'users.x.login: somebody else signs in as "ana"',
    ],
    ['a service that queues are of', { kind: 'remove', section: 'services', id: 'mesa' }, 'there is no service "mesa"'],
  ] as const)('is refused with a sentence and changes nothing: %s', async (_what, edit, sentence) => {
    const editor = checked();
    const before = editor.current();
    const refused = editor.edit(edit, asked);
    await expect(refused).rejects.toMatchObject({ code: 'site-invalid' });
    await expect(refused).rejects.toThrow(sentence);
    expect(editor.text()).toBe(demo);
    expect(editor.current()).toBe(before);
    expect(editor.applied).toEqual([]);
  });

  it('is refused on a version that is not the newest', async () => {
    const editor = checked();
    const old = editor.hash();
    const edit = { kind: 'settings', settings: { returnSeconds: 30 } } as const;
    await editor.edit(edit, { ...asked, ifMatch: old });
    const late = editor.edit({ kind: 'settings', settings: { returnSeconds: 40 } }, { ...asked, ifMatch: old });
    await expect(late).rejects.toMatchObject({ code: 'site-changed-meanwhile' });
    expect(editor.current().returnSeconds).toBe(30);
    // The same once more is no change.
    await editor.edit(edit, asked);
    expect(editor.applied).toHaveLength(1);
  });

  it('never writes over what was changed by hand', async () => {
    const editor = checked();
    writeFileSync(editor.file, demo.replace('awaySeconds: 60', 'awaySeconds: 90'));
    const edit = editor.edit({ kind: 'settings', settings: { returnSeconds: 30 } }, asked);
    await expect(edit).rejects.toMatchObject({ code: 'site-file-changed' });
    await editor.reload({ by: { kind: 'system' }, reason: 'edited by hand' });
    expect(editor.current().awaySeconds).toBe(90);
    expect(editor.applied).toMatchObject([
      { by: { kind: 'system' }, changes: [{ section: 'settings', id: 'awaySeconds', value: 90 }] },
    ]);
  });
});

describe('a site file changed by hand', () => {
  it('that is wrong changes nothing', async () => {
    const editor = checked();
    const before = editor.current();
    for (const text of ['services: [', demo.replace('service: mesa', 'service: none')]) {
      writeFileSync(editor.file, text);
      const reload = editor.reload({ by: { kind: 'system' }, reason: '' });
      await expect(reload).rejects.toMatchObject({ code: 'site-invalid' });
      expect(editor.current()).toBe(before);
    }
    expect(editor.applied).toEqual([]);
  });
});
