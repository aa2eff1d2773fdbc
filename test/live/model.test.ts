import { describe, expect, test } from 'vitest';
import type { Recorded } from '../../services/core/event.ts';
import { emptyDay } from '../../services/core/today.ts';
import { deskState } from '../../services/live/desk-view.ts';
import { liveModel } from '../../services/live/model.ts';
import type { ConsoleState, DeskState, Row } from '../../services/live/protocol.ts';
import { agentsOf, consoleState } from '../../services/live/views.ts';
import { demoSurroundings, Scene } from '../support/scene.ts';
import { randomDay } from './random-day.ts';

/** The model over a scene; `news` hands it the events since the last time. */
function modelOf(scene: Scene) {
  const { site } = scene.surroundings;
  const present = {
    world: () => scene.world,
    site: () => site,
    floor: () => scene.floor(),
    seq: () => scene.world.seq,
  };
  const model = liveModel(present, scene.now);
  let taken = scene.events.length;
  const news = () => {
    const recorded: Recorded[] = scene.events
      .slice(taken)
      .map((event, index) => ({ seq: taken + index + 1, at: scene.now, event }));
    taken = scene.events.length;
    model.take(recorded);
  };
  return { model, news };
}

/** A page that applies what it is sent. */
function pageOf(state: ConsoleState) {
  const maps = {
    agent: new Map(state.agents.map((one) => [one.id, one as unknown])),
    queue: new Map(state.queues.map((one) => [one.id, one as unknown])),
    call: new Map(state.calls.map((one) => [one.id, one as unknown])),
  };
  return {
    maps,
    apply: (rows: readonly Row[]) => {
      for (const { kind, id, value } of rows) {
        if (value === null) maps[kind].delete(id);
        else maps[kind].set(id, value);
      }
    },
  };
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]) =>
  new Map(rows.map((one) => [one.id, one as unknown]));

/** Without what only a model can remember. */
const fromWorld = ({ last: _, call, wrapUp, ...rest }: DeskState) => ({
  ...rest,
  call: call?.phase === 'ended' ? null : call,
  wrapUp: wrapUp && { ...wrapUp, number: '' },
});

describe('deltas', () => {
  test('applied one after another give what a snapshot would, whatever happens and however it is gathered', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { scene, act } = randomDay(seed);
      const { site } = scene.surroundings;
      const { model, news } = modelOf(scene);
      const page = pageOf(model.console());
      for (let count = 0; count < 120; count++) {
        act();
        news();
        if (count % (1 + (seed % 5)) !== 0) continue;
        const { console: change } = model.changes(scene.now);
        page.apply(change?.rows ?? []);
        const whole = consoleState(scene.world, site, scene.floor(), scene.now);
        expect(page.maps.call).toEqual(byId(whole.calls));
        expect(page.maps.agent).toEqual(byId(whole.agents));
        expect(page.maps.queue).toEqual(byId(whole.queues));
        expect(model.console().telephony).toBe(whole.telephony);
        for (const user of agentsOf(site)) {
          const nothing = { ended: () => null, number: () => '', last: () => null, diskFull: false };
          const desk = model.desk(user.id);
          expect(desk && fromWorld(desk)).toEqual(fromWorld(deskState(user, scene.world, site, nothing)));
        }
      }
    }
  });

  test('say nothing when nothing a page shows has changed', () => {
    const scene = new Scene();
    const { model, news } = modelOf(scene);
    scene.ring('in-1');
    news();
    expect(model.changes(scene.now).console?.rows.map((row) => row.kind)).toEqual(['call']);
    model.take([{ seq: 99, at: scene.now, event: { type: 'agent-reachable', agentId: 'ana' } }]);
    expect(model.changes(scene.now)).toEqual({ console: null, desks: new Map() });
  });

  test('reach everybody of a conversation: who was asked, who watches, who has it next', () => {
    const scene = new Scene(
      demoSurroundings((site) => ({
        ...site,
        users: site.users.map((user) => (user.id === 'sonia' ? { ...user, phone: 'browser' as const } : user)),
      })),
    );
    scene.signIn('ana');
    scene.toQueue('in-1');
    scene.answer('ana');
    scene.signIn('bruno');
    scene.send({ type: 'phone-reachable', userId: 'sonia', reachable: true });
    const { model, news } = modelOf(scene);
    const told = () => {
      news();
      return model.changes(scene.now).desks;
    };
    scene.command('ana', { name: 'consult', to: { kind: 'agent', agentId: 'bruno' } });
    const { legId } = scene.last('consult-began');
    expect(told().get('bruno')).toMatchObject({ role: 'third', call: { third: { id: 'bruno', state: 'ringing' } } });
    scene.send({ type: 'leg-up', legId });
    expect(told().get('ana')).toMatchObject({ role: 'owner', call: { third: { state: 'here', mode: 'consult' } } });
    scene.command('sonia', { name: 'watch', callId: scene.call('in-1').id, mode: 'whisper' });
    expect(told().get('ana')?.call?.watchers).toMatchObject([{ userId: 'sonia', mode: 'whisper', state: 'ringing' }]);
    scene.command('ana', { name: 'complete-transfer', reason: '' });
    const after = told();
    expect(after.get('bruno')).toMatchObject({ role: 'owner', call: { agentId: 'bruno', third: null } });
    // The call goes on without her; its number is there for the wrap-up.
    expect(after.get('ana')).toMatchObject({ role: null, call: null, wrapUp: { number: '600111222' }, last: null });
  });

  test('name only what an event touched', () => {
    const scene = new Scene();
    scene.signIn('ana', 'bruno');
    const { model, news } = modelOf(scene);
    scene.toQueue('in-1');
    news();
    const { console: change, desks } = model.changes(scene.now);
    expect(change?.rows.map((row) => `${row.kind} ${row.value === null ? 'gone' : row.id}`).sort()).toEqual([
      'agent ana',
      expect.stringMatching(/^call call-/),
      'queue general',
      'queue incidencias',
      'queue solicitudes',
    ]);
    expect([...desks.keys()]).toEqual(['ana']);
  });

  test('tell every desk that Asterisk is gone', () => {
    const scene = new Scene();
    const { model, news } = modelOf(scene);
    scene.send({ type: 'asterisk-lost' });
    news();
    const { console: change, desks } = model.changes(scene.now);
    expect(change?.telephony).toBe(false);
    expect([...desks.values()].map((desk) => [desk.agent.id, desk.telephony])).toEqual(
      agentsOf(scene.surroundings.site).map((user) => [user.id, false]),
    );
  });

  test('begin the figures of the day anew at midnight of the service', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('in-1');
    const { model } = modelOf(scene);
    expect(model.console().queues[0]?.today.offered).toBe(1);
    const midnight = Date.parse('2026-11-04T23:00:00Z');
    model.takeTime();
    expect(model.changes(midnight - 1).console).toBeNull();
    model.takeTime();
    const rows = model.changes(midnight).console?.rows;
    expect(rows).toMatchObject([{ kind: 'queue', id: 'incidencias', value: { today: { offered: 0 } } }]);
  });
});

describe('the desk', () => {
  test('shows the call from offer to the end of wrap-up, and how it ended until the next', () => {
    const scene = new Scene();
    scene.signIn('ana');
    const { model, news } = modelOf(scene);
    const desk = () => {
      news();
      model.changes(scene.now);
      return model.desk('ana');
    };
    scene.toQueue('in-1');
    expect(desk()).toMatchObject({
      agent: { activity: 'offered' },
      call: { phase: 'offered', number: '600111222', phaseSince: scene.now },
      offer: { until: scene.now + 15_000 },
      wrapUp: null,
      last: null,
    });
    scene.answer('ana');
    expect(desk()).toMatchObject({ call: { phase: 'talking', recording: 'on', consent: 'given' }, offer: null });
    scene.pass(5);
    scene.command('ana', { name: 'hold' });
    expect(desk()).toMatchObject({ call: { phase: 'holding', phaseSince: scene.now } });
    scene.send({ type: 'leg-gone', legId: 'in-1', cause: 16, causeText: '' });
    const wrapUp = desk();
    expect(wrapUp).toMatchObject({
      agent: { activity: 'wrapping-up', callId: null },
      call: { phase: 'ended', number: '600111222' },
      wrapUp: { number: '600111222', until: scene.now + 30_000 },
      last: { how: 'caller', callId: wrapUp?.wrapUp?.callId },
    });
    scene.command('ana', { name: 'finish-wrap-up', outcome: 'solved', note: '' });
    expect(desk()).toMatchObject({ call: null, wrapUp: null, last: { how: 'caller' } });
    scene.toQueue('in-2');
    expect(desk()?.last).toBeNull();
    scene.pass(15);
    expect(desk()).toMatchObject({ last: { how: 'missed' }, agent: { availability: { reason: 'missed' } } });
  });

  test('knows the number of a wrap-up that began before this process', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('in-1');
    scene.answer('ana');
    scene.command('ana', { name: 'hang-up' });
    const { model } = modelOf(scene);
    expect(model.desk('ana')?.wrapUp?.number).toBe('');
    model.rememberNumber(model.desk('ana')?.wrapUp?.callId ?? '', '600111222');
    expect(model.changes(scene.now).desks.get('ana')?.wrapUp?.number).toBe('600111222');
  });

  test('says who changed the availability, and what waits for the end of the call', () => {
    const scene = new Scene();
    scene.signIn('ana');
    const { model, news } = modelOf(scene);
    const lunch = { kind: 'break', reason: 'lunch' } as const;
    scene.toQueue('in-1');
    scene.answer('ana');
    scene.command('sonia', { name: 'set-agent-availability', agentId: 'ana', availability: lunch, reason: '' });
    news();
    model.changes(scene.now);
    expect(model.desk('ana')?.agent).toMatchObject({
      availability: { kind: 'available' },
      pending: { availability: lunch, byName: 'Sonia Vega' },
    });
    scene.command('ana', { name: 'hang-up' });
    scene.command('ana', { name: 'finish-wrap-up', outcome: null, note: '' });
    news();
    model.changes(scene.now);
    expect(model.desk('ana')?.agent).toMatchObject({
      availability: lunch,
      availabilityBy: { userId: 'sonia', name: 'Sonia Vega' },
      pending: null,
    });
  });
});

describe('the service level of a queue', () => {
  test('is answered within the target over offered without short abandonments, and unknown without calls', () => {
    const scene = new Scene();
    const { model } = modelOf(scene);
    expect(model.console().queues[0]?.today.serviceLevel).toBeNull();
    const today = {
      ...emptyDay('2026-11-04'),
      offered: 103,
      answered: 90,
      answeredWithin: 70,
      abandoned: 13,
      shortAbandoned: 3,
    };
    scene.world.today.set('incidencias', today);
    const { queues } = consoleState(scene.world, scene.surroundings.site, scene.floor(), scene.now);
    expect(queues[0]?.today.serviceLevel).toBeCloseTo(0.7);
  });
});
