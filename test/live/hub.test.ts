import { describe, expect, test, vi } from 'vitest';
import { commandRoles } from '../../services/core/decide/commands.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Command, CommandName } from '../../services/core/signal.ts';
import type { Snapshot } from '../../services/live/protocol.ts';
import { type TestPage, testHub } from './support.ts';

const logins = ['ana', 'sonia', 'alba', 'admin'] as const;
const rolesOf: Readonly<Record<(typeof logins)[number], readonly string[]>> = {
  ana: ['agent'],
  sonia: ['supervisor'],
  alba: ['auditor'],
  admin: ['administrator', 'supervisor', 'auditor'],
};

const lunch = { kind: 'break', reason: 'lunch' } as const;
const commands: Readonly<Record<CommandName, Command>> = {
  'set-availability': { name: 'set-availability', availability: lunch },
  'set-agent-availability': { name: 'set-agent-availability', agentId: 'ana', availability: lunch, reason: '' },
  hold: { name: 'hold' },
  resume: { name: 'resume' },
  'hang-up': { name: 'hang-up' },
  decline: { name: 'decline' },
  'pause-recording': { name: 'pause-recording' },
  'resume-recording': { name: 'resume-recording' },
  'give-consent': { name: 'give-consent', basis: 'said so' },
  'withdraw-consent': { name: 'withdraw-consent', basis: 'said so' },
  'set-consent': {
    name: 'set-consent',
    callId: 'call-1',
    party: 'agent:bruno',
    consent: 'given',
    basis: 'contract',
    note: '',
  },
  'pause-call': { name: 'pause-call', callId: 'call-1', seconds: null },
  'resume-call': { name: 'resume-call', callId: 'call-1' },
  'record-call': { name: 'record-call', callId: 'call-1', what: 'start', reason: '' },
  'extend-wrap-up': { name: 'extend-wrap-up', seconds: 30 },
  'finish-wrap-up': { name: 'finish-wrap-up', outcome: null, note: '' },
  transfer: { name: 'transfer', to: { kind: 'level-above' }, reason: '' },
  consult: { name: 'consult', to: { kind: 'agent', agentId: 'bruno' } },
  'cancel-consult': { name: 'cancel-consult' },
  conference: { name: 'conference' },
  'complete-transfer': { name: 'complete-transfer', reason: '' },
  watch: { name: 'watch', callId: 'call-1', mode: 'listen' },
  'stop-watching': { name: 'stop-watching' },
  take: { name: 'take', callId: 'call-1', reason: '' },
  move: { name: 'move', callId: 'call-1', to: { kind: 'queue', queueId: 'general' }, reason: '' },
  prioritise: { name: 'prioritise', callId: 'call-1', priority: 5, reason: '' },
  'end-call': { name: 'end-call', callId: 'call-1', reason: '' },
  'request-callback': {
    name: 'request-callback',
    queueId: 'general',
    number: '+34600111222',
    callerName: '',
    notBefore: null,
    reason: '',
  },
  'cancel-callback': { name: 'cancel-callback', callId: 'call-1', reason: '' },
};

const codeOf = (answer: unknown) =>
  typeof answer === 'object' && answer && 'code' in answer ? answer.code : 'admitted';
const seqOf = (snapshot: unknown) => (snapshot as Snapshot).seq;

describe('a socket', () => {
  test('is refused without a session, with an ended one, and from other pages', async () => {
    const { http, page } = await testHub();
    const cookie = await http.signIn('sonia');
    await expect(page(null)).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('sign in') });
    await expect(page('centralita=guess')).rejects.toMatchObject({ code: 'refused' });
    for (const origin of ['https://evil.example', 'null', http.url.replace('http', 'https')])
      await expect(page(cookie, origin)).rejects.toMatchObject({ code: 'refused' });
    await page(cookie);
    await http.ask('DELETE', '/api/session', { cookie });
    await expect(page(cookie)).rejects.toMatchObject({ code: 'refused' });
  });

  test('that reads over plain requests needs the same', async () => {
    const { http } = await testHub();
    const cookie = await http.signIn('sonia');
    const poll = (headers: Record<string, string>) =>
      fetch(`${http.url}/socket.io/?EIO=4&transport=polling`, { headers: { cookie, ...headers } });
    expect((await poll({})).status).toBe(403);
    expect((await poll({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await poll({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })).status).toBe(403);
    expect((await poll({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('checks on every event who may ask', async () => {
    const { http, page, scene } = await testHub();
    const found: Record<string, unknown> = {};
    const declared: Record<string, unknown> = {};
    for (const login of logins) {
      const one = await page(await http.signIn(login));
      const may = (roles: readonly string[]) => roles.some((role) => rolesOf[login].includes(role));
      for (const [topic, roles] of [
        ['console', ['supervisor', 'administrator']],
        ['desk', ['agent']],
      ] as const) {
        found[`${login} ${topic}`] = codeOf(await one.watch(topic));
        declared[`${login} ${topic}`] = may(roles) ? 'admitted' : 'forbidden';
      }
      for (const name of Object.keys(commands) as CommandName[]) {
        const code = codeOf(await one.command(commands[name]));
        found[`${login} ${name}`] = code === 'forbidden' ? 'forbidden' : 'admitted';
        declared[`${login} ${name}`] = may(commandRoles[name]) ? 'admitted' : 'forbidden';
      }
    }
    expect(found).toEqual(declared);
    expect(scene.world.agents.get('ana')?.availability).toEqual(lunch);
  });

  test('loses at once what its person may no longer do', async () => {
    const { http, page } = await testHub();
    const one = await page(await http.signIn('sonia'));
    const known = await http.store.users.byLogin('sonia');
    if (known) await http.store.users.upsert({ ...known, roles: ['auditor'] });
    expect(codeOf(await one.watch('console'))).toBe('forbidden');
  });

  test('is told and ended when its session is signed out, and only that one', async () => {
    const { http, page } = await testHub();
    const cookie = await http.signIn('sonia');
    const one = await page(cookie);
    const other = await page(await http.signIn('sonia'));
    await http.ask('DELETE', '/api/session', { cookie });
    expect(await one.ended).toBe('io server disconnect');
    expect(one.signedOut()).toBe(true);
    expect(codeOf(await other.watch('console'))).toBe('admitted');
  });

  test('is ended when its session expires', async () => {
    const { http, page } = await testHub((scene) => ({ clock: () => scene.now + 12 * 3_600_000 - 50 }));
    const one = await page(await http.signIn('sonia'));
    expect(await one.ended).toBe('io server disconnect');
    expect(one.signedOut()).toBe(true);
  });

  test('cannot ask for what is no topic or no command', async () => {
    const { http, page, told } = await testHub();
    const one = await page(await http.signIn('ana'));
    expect(codeOf(await one.watch('everything' as 'desk'))).toBe('input-invalid');
    for (const command of [
      null,
      'hold',
      { name: 'drop-tables' },
      { name: 'hold', callId: 'other' },
      { name: 'set-availability', availability: { kind: 'break' } },
      { name: 'extend-wrap-up', seconds: -1 },
      { name: 'finish-wrap-up', outcome: null, note: 'x'.repeat(5_000) },
    ])
      expect(codeOf(await one.command(command))).toBe('input-invalid');
    expect(told).toEqual([]);
    // Without a callback nobody is answered, and nothing breaks.
    one.socket.emit('command', { name: 'hold' } as never, undefined as never);
    expect(codeOf(await one.watch('desk'))).toBe('admitted');
  });
});

describe('a command', () => {
  test('is answered with the events it caused, by whom', async () => {
    const { http, page, told, scene } = await testHub();
    const one = await page(await http.signIn('ana'));
    const command = { name: 'set-availability', availability: { kind: 'available' } };
    expect(await one.command(command)).toEqual({ ok: true, events: ['availability-changed'] });
    expect(told).toEqual([{ type: 'command', by: { userId: 'ana', roles: ['agent'] }, command }]);
    expect(scene.world.agents.get('ana')?.availability.kind).toBe('available');
  });

  test('that the engine refuses is answered with its reason', async () => {
    const { http, page } = await testHub();
    const one = await page(await http.signIn('ana'));
    expect(await one.command({ name: 'hold' })).toMatchObject({ ok: false, code: 'no-call' });
  });

  test('reaches the engine with its number in full, or not at all', async () => {
    const { http, page, told } = await testHub();
    const one = await page(await http.signIn('ana'));
    const consult = (number: string) => one.command({ name: 'consult', to: { kind: 'number', number } });
    expect(codeOf(await consult('12'))).toBe('number-invalid');
    expect(told).toEqual([]);
    // There is nobody to consult about: that is the engine's to say.
    await consult('600 111 222');
    expect(told).toMatchObject([{ command: { to: { number: '+34600111222' } } }]);
  });

  test('that fails is logged and not explained', async () => {
    const { http, page, log } = await testHub(() => ({
      tell: async () => {
        throw new Error('the secret cause');
      },
    }));
    const one = await page(await http.signIn('ana'));
    const answer = await one.command({ name: 'hold' });
    expect(codeOf(answer)).toBe('internal');
    expect(JSON.stringify(answer)).not.toContain('secret cause');
    expect(log.lines.join()).toContain('a request of a page failed');
  });
});

describe('the console', () => {
  test('is a snapshot, then deltas that name the one before', async () => {
    const { http, page, scene, publish } = await testHub();
    const one = await page(await http.signIn('sonia'));
    const snapshot = await one.watch('console');
    expect(snapshot).toMatchObject({ topic: 'console', now: scene.now, state: { telephony: true, calls: [] } });
    scene.ring('in-1');
    publish();
    await vi.waitFor(() => expect(one.deltas.length).toBe(1));
    scene.pass(1);
    scene.signIn('ana');
    publish();
    await vi.waitFor(() => expect(one.deltas.length).toBe(2));
    const from = seqOf(snapshot);
    expect(one.deltas.map(({ prev, seq }) => [prev, seq])).toEqual([
      [from, from + 1],
      [from + 1, from + 2],
    ]);
    expect(one.deltas[0]).toMatchObject({ rows: [{ kind: 'call', value: { number: '600111222', phase: 'menu' } }] });
    const again = await one.watch('console');
    expect(again).toMatchObject({ seq: from + 2, state: { calls: [{ number: '600111222' }] } });
  });

  test('gathers a burst into one delta', async () => {
    const { http, page, scene, publish } = await testHub();
    const one = await page(await http.signIn('sonia'));
    await one.watch('console');
    for (let count = 0; count < 50; count++) {
      scene.ring(`in-${count}`);
      publish();
    }
    await vi.waitFor(() => expect(one.deltas.length).toBe(1));
    expect(one.deltas[0]).toMatchObject({ rows: { length: 50 } });
  });

  test('heals after deltas that were lost on the way', async () => {
    const { http, page, scene, publish } = await testHub();
    const cookie = await http.signIn('sonia');
    const one = await page(cookie);
    await one.watch('console');
    // The page's connection breaks, and things happen meanwhile.
    one.socket.disconnect();
    scene.ring('in-1');
    publish();
    scene.signIn('ana');
    publish();
    one.socket.connect();
    await vi.waitFor(() => expect(one.socket.connected).toBe(true));
    await vi.waitFor(async () =>
      expect(await one.watch('console')).toMatchObject({ state: { calls: [{ number: '600111222' }] } }),
    );
    expect(one.deltas).toEqual([]);
  });

  test('does not pile up for a page that takes nothing, and heals when it takes again', async () => {
    const { http, page, scene, hub, publish } = await testHub();
    for (let count = 0; count < 600; count++) scene.ring(`in-${count}`);
    publish();
    const slow = await page(await http.signIn('sonia'));
    const quick = await page(await http.signIn('sonia'));
    let from = seqOf(await slow.watch('console'));
    await quick.watch('console');
    let round = 0;
    /** Changes every call, and waits until the page that follows has it. */
    const change = async () => {
      const { calls } = scene.world;
      round += 1;
      for (const call of calls.values()) calls.set(call.id, { ...call, callerName: `${round} ${'x'.repeat(2_000)}` });
      hub.publish([...calls.keys()].map((callId) => ({ seq: 0, at: 0, event: { type: 'line-answered', callId } })));
      const before = quick.deltas.length;
      await vi.waitFor(() => expect(quick.deltas.length).toBeGreaterThan(before), { timeout: 10_000 });
    };
    const network = networkOf(slow.socket);
    network.pause();
    // Fills the buffers of the network, then the packets that may wait.
    for (let round = 0; round < 30; round++) await change();
    network.resume();
    const gapped = () => slow.deltas.some((delta, index) => delta.prev !== (slow.deltas[index - 1]?.seq ?? from));
    await vi.waitFor(() => expect(gapped()).toBe(true), { timeout: 10_000 });
    expect(slow.deltas.length).toBeLessThan(quick.deltas.length);
    slow.deltas.length = 0;
    from = seqOf(await slow.watch('console'));
    await change();
    await vi.waitFor(() => expect(slow.deltas.length).toBe(1));
    expect(gapped()).toBe(false);
  });
});

/** The network under a page's socket, which the test can stop. */
function networkOf(socket: TestPage['socket']): { readonly pause: () => void; readonly resume: () => void } {
  const engine = socket.io.engine as unknown as { transport: { ws: { pause: () => void; resume: () => void } } };
  return engine.transport.ws;
}

describe('the desk', () => {
  test('is one however many tabs show it', async () => {
    const { http, page, told } = await testHub();
    const cookie = await http.signIn('ana');
    const one = await page(cookie);
    const two = await page(cookie);
    await one.watch('desk');
    await one.watch('desk');
    await two.watch('desk');
    const opened = { type: 'desk-present', userId: 'ana', present: true };
    expect(told).toEqual([opened]);
    one.socket.disconnect();
    await http.ask('GET', '/health');
    expect(told).toEqual([opened]);
    two.socket.disconnect();
    await vi.waitFor(() => expect(told).toEqual([opened, { ...opened, present: false }]));
  });

  test('gets its own changes and nobody else’s', async () => {
    const { http, page, scene, publish } = await testHub();
    const ana = await page(await http.signIn('ana'));
    const bruno = await page(await http.signIn('bruno'));
    expect(await ana.watch('desk')).toMatchObject({ topic: 'desk', state: { agent: { id: 'ana' } } });
    await bruno.watch('desk');
    scene.signIn('ana');
    publish();
    await vi.waitFor(() =>
      expect(ana.deltas.at(-1)).toMatchObject({ topic: 'desk', state: { agent: { activity: 'idle' } } }),
    );
    scene.toQueue('in-1');
    publish();
    await vi.waitFor(() => expect(ana.deltas.at(-1)).toMatchObject({ state: { call: { phase: 'offered' } } }));
    expect(bruno.deltas.filter((delta) => JSON.stringify(delta).includes('600111222'))).toEqual([]);
    const numbers = ana.deltas.map((delta) => delta.prev - delta.seq);
    expect(new Set(numbers)).toEqual(new Set([-1]));
  });

  test('of somebody the site does not have is refused', async () => {
    const { http, page } = await testHub();
    const one = await page(await http.signIn('agent'));
    expect(codeOf(await one.watch('desk'))).toBe('no-desk');
  });

  test('that was open before a restart counts as closed when its page does not come back', async () => {
    const { told } = await testHub((scene) => {
      scene.send({ type: 'desk-present', userId: 'ana', present: true });
      return { returnMs: 1 };
    });
    await vi.waitFor(() => expect(told).toEqual([{ type: 'desk-present', userId: 'ana', present: false }]));
  });

  test('is not told closed because the controller stops', async () => {
    const { http, page, told, hub } = await testHub();
    const one = await page(await http.signIn('ana'));
    await one.watch('desk');
    hub.close();
    hub.close();
    await one.ended;
    expect(told.map((signal) => signal.type === 'desk-present' && signal.present)).toEqual([true]);
  });

  test('learns the number of a wrap-up from the store when the controller comes back to it', async () => {
    const { http, page } = await testHub((scene) => {
      scene.signIn('ana');
      scene.toQueue('in-1');
      scene.answer('ana');
      scene.command('ana', { name: 'hang-up' });
      return { numberOf: async (callId) => `number of ${callId}` };
    });
    const one = await page(await http.signIn('ana'));
    await vi.waitFor(async () =>
      expect(await one.watch('desk')).toMatchObject({ state: { wrapUp: { number: 'number of call-1' } } }),
    );
  });
});

describe('what goes wrong inside', () => {
  test('stays away from the engine', async () => {
    let broken = false;
    const { hub, log } = await testHub((scene) => ({
      present: {
        world: () => {
          if (broken) throw new CentralitaError('broken', 'the world cannot be read');
          return scene.world;
        },
        site: () => scene.surroundings.site,
        floor: () => scene.floor(),
        seq: () => 0,
      },
    }));
    broken = true;
    hub.publish([{ seq: 1, at: 0, event: { type: 'desk-opened', agentId: 'ana' } }]);
    await vi.waitFor(() => expect(log.lines.join()).toContain('the pages could not be told'));
    broken = false;
  });
});
