import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dataPaths } from '../../config/data-folder.ts';
import { type Person, signIn } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { SiteWritten } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { journalOf } from '../support/journal.ts';
import { heardThroughout, hears } from '../support/sound.ts';
import { detailOf, straightToQueue, until, untilEvent } from '../support/story.ts';

const CALLER_HZ = 440;
const DARIO_HZ = 880;
const EVA_HZ = 1_240;

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let house: Installation;
let admin: Person;
let sonia: Person;
let dario: DeskAgent;
let eva: DeskAgent;
/** A conversation that none of the changes may touch. */
let witness: Caller;
let heardBefore = 0;

const written = () => admin.get<SiteWritten>('/api/site/file');
async function entry(section: string, id: string): Promise<Record<string, unknown>> {
  const list = (await written()).site[section] as Record<string, unknown>[];
  const found = list.find((one) => one.id === id);
  if (!found) throw new Error(`The site has no ${id} among its ${section}.`);
  return found;
}

beforeAll(async () => {
  house = await startInstallation({
    site: (demo) => ({
      ...demo,
      skills: [{ id: 'english', name: { es: 'Inglés', en: 'English' } }],
      queues: demo.queues.map((queue) =>
        queue.id === 'general'
          ? {
              ...queue,
              agents: ['dario'],
              wrapUpSeconds: 0,
              strategy: { type: 'skills', required: [{ skill: 'english', levels: [{ afterSeconds: 0, level: 5 }] }] },
            }
          : { ...queue, wrapUpSeconds: 0 },
      ),
    }),
  });
  [admin, sonia] = await Promise.all([house.signIn('admin'), house.signIn('sonia')]);
  dario = await deskAgent(house, 'dario', { hertz: DARIO_HZ });
  eva = await deskAgent(house, 'eva', { hertz: EVA_HZ });
  await dario.available();
  witness = await house.call({ hertz: CALLER_HZ, number: '600000050' });
  await straightToQueue(admin, witness);
  await hears(witness.media, DARIO_HZ);
  heardBefore = witness.media.heardMs;
});

afterAll(async () => {
  await house?.close();
});

describe('while calls go on', () => {
  let caller: Caller;
  let id: string;

  test('an agent who is given a queue and its skill is offered who waits there', async () => {
    caller = await house.call({ hertz: CALLER_HZ, number: '600000051' });
    await eva.available();
    id = await straightToQueue(admin, caller, '110');
    await sonia.send('PUT', '/api/agents/eva/queues', {
      queues: [
        { id: 'general', order: 1 },
        { id: 'incidencias', order: 2 },
      ],
      reason: 'mucha espera',
    });
    await eva.desk.until('the new queue', ({ agent }) => agent.queues.includes('general'));
    expect(eva.desk.state().offer).toBeNull();
    await sonia.send('PUT', '/api/agents/eva/skills', { skills: { english: 7 }, reason: 'habla inglés' });
    await untilEvent(admin, id, 'call-connected', { agentId: 'eva' });
    await hears(caller.media, EVA_HZ);
    const changes = journalOf(house).filter(({ type }) => type === 'site-changed');
    expect(changes.slice(-2).map(({ data }) => [data.by, data.reason])).toEqual([
      [{ kind: 'person', userId: 'sonia' }, 'mucha espera'],
      [{ kind: 'person', userId: 'sonia' }, 'habla inglés'],
    ]);
  });

  test('another ring time holds for the next offer', async () => {
    await eva.person.command({ name: 'hang-up' });
    await eva.rest();
    const { hash } = await written();
    const value = { ...(await entry('queues', 'general')), ringSeconds: 2 };
    await admin.send('PUT', '/api/site/queues/general', { value, hash, reason: 'más deprisa' });
    await eva.phone.change({ ringMs: 60_000 });
    await eva.available();
    const next = await house.call({ number: '600000052' });
    const nextId = await straightToQueue(admin, next, '110');
    const offered = await untilEvent(admin, nextId, 'offer-made');
    expect(Number(offered.data.until) - offered.at).toBe(2_000);
    await untilEvent(admin, nextId, 'offer-ended', { how: 'missed' });
    await eva.phone.change({ ringMs: 300 });
    await next.hangUp();
  });

  test('what is wrong is refused with a sentence and changes nothing', async () => {
    const before = await written();
    const value = { ...(await entry('queues', 'general')), ringSeconds: 0, agents: ['sonia'] };
    await expect(admin.send('PUT', '/api/site/queues/general', { value })).rejects.toMatchObject({
      status: 422,
      code: 'site-invalid',
      message: expect.stringContaining('queues.general.ringSeconds'),
    });
    await expect(admin.send('DELETE', '/api/site/queues/general')).rejects.toThrow('leads to the queue "general"');
    const outdated = { value: { ...value, ringSeconds: 9, agents: [] }, hash: 'older' };
    await expect(admin.send('PUT', '/api/site/queues/general', outdated)).rejects.toMatchObject({ status: 409 });
    expect(await written()).toEqual(before);
  });

  test('somebody new has a telephone and a password at once', async () => {
    const value = { id: 'nuevo', login: 'nuevo', name: 'Nuevo', roles: ['agent'], phone: 'sip' };
    await admin.send('PUT', '/api/site/users/nuevo', { value, reason: 'empieza hoy' });
    const password = 'una palabra larga';
    await expect(signIn(house.url, 'nuevo', password)).rejects.toMatchObject({ code: 'wrong-credentials' });
    await admin.post('/api/users/nuevo/password', { password });
    const nuevo = await signIn(house.url, 'nuevo', password);
    const phone = await house.deskPhone('nuevo', { hertz: 1_580 });
    await sonia.send('PUT', '/api/agents/nuevo/queues', { queues: [{ id: 'incidencias' }], reason: '' });
    await nuevo.command({ name: 'set-availability', availability: { kind: 'available' } });
    const next = await house.call({ number: '600000053' });
    const nextId = await straightToQueue(admin, next);
    await untilEvent(admin, nextId, 'call-connected', { agentId: 'nuevo' });
    await hears(next.media, 1_580);
    await nuevo.command({ name: 'hang-up' });
    nuevo.close();
    await phone.close();
  });

  test('an agent who is taken away in a call ends it first', async () => {
    await eva.available();
    caller = await house.call({ hertz: CALLER_HZ, number: '600000054' });
    id = await straightToQueue(admin, caller, '110');
    await hears(caller.media, EVA_HZ);
    await admin.send('PUT', '/api/agents/eva/queues', { queues: [], reason: '' });
    const other = await entry('queues', 'solicitudes');
    expect(other.agents).not.toContain('eva');
    await admin.send('DELETE', '/api/site/users/eva', { reason: 'se va' });
    const from = caller.media.heardMs;
    await hears(caller.media, EVA_HZ, 3_000);
    expect(heardThroughout(caller.media, EVA_HZ, from)).toBe(true);
    await caller.hangUp();
    await until('a session that has ended', () =>
      eva.person.get('/api/session').then(
        () => false,
        (error: { readonly code?: string }) => error.code === 'signed-out',
      ),
    );
    expect((await detailOf(admin, id)).call).toMatchObject({ result: 'answered', endedBy: 'caller' });
    const gone = journalOf(house).findLast(({ type }) => type === 'availability-changed');
    expect(gone?.data).toMatchObject({ agentId: 'eva', availability: { kind: 'signed-out' } });
    await expect(house.signIn('eva')).rejects.toMatchObject({ code: 'wrong-credentials' });
    await until('an Asterisk without the account', async () => {
      const text = await house.system.asterisk()?.cli('pjsip show endpoint agent-eva');
      return text?.includes('Unable to find object') ?? false;
    });
  });

  test('a file that was changed by hand is taken over, if it is right', async () => {
    const file = dataPaths(house.settings.dataDir).site;
    const text = readFileSync(file, 'utf8');
    const reload = () => process.kill(house.system.controller().pid, 'SIGHUP');
    writeFileSync(file, text.replace('service: mesa', 'service: none'));
    reload();
    await until('a sentence in the log', () => house.log('controller.log').includes('there is no service \\"none\\"'));
    writeFileSync(file, text.replace(/awaySeconds: \d+/, 'awaySeconds: 77'));
    await expect(admin.send('PATCH', '/api/site/settings', { value: { returnSeconds: 9 } })).rejects.toMatchObject({
      status: 409,
      code: 'site-file-changed',
    });
    reload();
    await until('the change in force', async () => {
      const last = journalOf(house).findLast(({ type }) => type === 'site-changed');
      return JSON.stringify(last?.data).includes('"value":77');
    });
    await admin.send('PATCH', '/api/site/settings', { value: { returnSeconds: 9 } });
    expect((await written()).site).toMatchObject({ awaySeconds: 77, returnSeconds: 9 });
  });

  test('who talked all the while has heard nothing of it', async () => {
    expect(heardThroughout(witness.media, DARIO_HZ, heardBefore)).toBe(true);
    await witness.hangUp();
  });
});
