import { describe, expect, it } from 'vitest';
import { callbackScene, dialled } from '../support/callback.ts';
import { codeOf, testHttp } from './support.ts';

async function centre() {
  const scene = callbackScene();
  const http = await testHttp({
    site: () => ({ ...scene.surroundings.site, destinations: [], publication: [] }),
    present: { world: () => scene.world, floor: () => scene.floor() },
    tell: async (signal) =>
      scene.send(signal).map((event, index) => ({ seq: scene.world.seq + index, at: scene.now, event })),
  });
  return { scene, http, cookie: await http.signIn('supervisor') };
}

describe('call-backs over HTTP', () => {
  it('are asked for with a number as people write it, listed in order, and cancelled', async () => {
    const { scene, http, cookie } = await centre();
    scene.signIn('ana');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    const asked = async (number: string, notBefore: number | null) => {
      const answer = await http.ask('POST', '/api/callbacks', {
        cookie,
        body: { queueId: 'general', number, callerName: 'Eva', notBefore },
      });
      expect(answer.status).toBe(201);
      return (await answer.json()) as { id: string };
    };
    const later = await asked('612 345 678', scene.now + 3_600_000);
    const now = await asked('(+34) 612-345-679', null);
    const listed = async () =>
      (await (await http.ask('GET', '/api/callbacks', { cookie })).json()) as { id: string; state: string }[];
    expect(await listed()).toMatchObject([
      {
        id: now.id,
        number: '+34612345679',
        callerName: 'Eva',
        state: 'waiting',
        position: 1,
        attempts: 0,
        nextAt: null,
      },
      { id: later.id, number: '+34612345678', state: 'scheduled', position: null, nextAt: scene.now + 3_600_000 },
    ]);
    scene.command('ana', { name: 'set-availability', availability: { kind: 'available' } });
    expect(await listed()).toMatchObject([{ state: 'offered' }, { state: 'scheduled' }]);
    scene.answer('ana');
    expect(await listed()).toMatchObject([{ state: 'calling', agentId: 'ana', attempts: 1 }, {}]);
    scene.send({ type: 'leg-up', legId: dialled(scene) });
    expect(await listed()).toMatchObject([{ state: 'talking' }, {}]);
    const gone = await http.ask('DELETE', `/api/callbacks/${later.id}?reason=rang%20again`, { cookie });
    expect(gone.status).toBe(204);
    expect(scene.last('supervised')).toMatchObject({ by: { userId: 'supervisor' }, reason: 'rang again' });
    expect(await listed()).toHaveLength(1);
    const again = await http.ask('DELETE', `/api/callbacks/${later.id}`, { cookie });
    expect([again.status, await codeOf(again)]).toEqual([422, 'no-callback']);
  });

  it('are refused with a sentence, and to who may not', async () => {
    const { http, cookie } = await centre();
    const refused = async (number: string, who = cookie) => {
      const body = { queueId: 'general', number };
      const answer = await http.ask('POST', '/api/callbacks', { cookie: who, body });
      return [answer.status, await codeOf(answer)];
    };
    expect(await refused('12')).toEqual([422, 'number-invalid']);
    expect(await refused('+44 20 7946 0958')).toEqual([422, 'number-not-allowed']);
    expect(await refused('612345678', await http.signIn('auditor'))).toEqual([403, 'forbidden']);
    const agent = await http.signIn('agent');
    expect((await http.ask('DELETE', '/api/callbacks/c1', { cookie: agent })).status).toBe(403);
  });
});
