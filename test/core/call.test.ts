import { describe, expect, it } from 'vitest';
import { Scene } from '../support/scene.ts';

describe('a call of the demo line', () => {
  it('goes from first ring to wrap-up in the order of the journal', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.events.length = 0;
    scene.toQueue('c1');
    const agentLeg = scene.answer('ana');
    scene.pass(60);
    scene.send({ type: 'leg-hang-up-requested', legId: 'c1', cause: 16 });
    scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: 'Normal Clearing' });
    expect(scene.types()).toEqual([
      'call-rang',
      'step-entered',
      'step-continued',
      'line-answered',
      'step-left',
      'step-entered',
      'prompt-started',
      'prompt-ended',
      'step-left',
      'step-entered',
      'prompt-started',
      'digit-pressed',
      'prompt-ended',
      'language-chosen',
      'step-left',
      'step-entered',
      'consent-asked',
      'prompt-started',
      'digit-pressed',
      'prompt-ended',
      'consent-given',
      'capture-asked',
      'step-left',
      'step-entered',
      'step-left',
      'step-entered',
      'prompt-started',
      'recording-started',
      'digit-pressed',
      'prompt-ended',
      'step-left',
      'step-entered',
      'queue-entered',
      'offer-made',
      'offer-rang',
      'offer-accepted',
      'queue-left',
      'call-connected',
      'hang-up-requested',
      'recording-stopped',
      'recording-ended',
      'call-ended',
      'wrap-up-began',
    ]);
    expect(scene.last('call-ended')).toMatchObject({ by: 'caller', reason: 'hang-up', result: 'answered' });
    expect(scene.last('queue-left')).toMatchObject({ reason: 'answered', waitMs: 0, withinTarget: true });
    expect(scene.asked('hang-up-leg').map((effect) => effect.legId)).toContain(agentLeg);
    expect(scene.world.calls.size).toBe(0);
    expect(scene.world.legs.size).toBe(0);
    expect(scene.world.agents.get('ana')?.activity).toBe('wrapping-up');
    scene.pass(30);
    expect(scene.world.agents.get('ana')?.activity).toBe('idle');
  });

  it('never records without consent', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1', { consent: '2' });
    scene.answer('ana');
    expect(scene.asked('start-capture')).toEqual([]);
    expect(scene.call('c1').consent).toBe('refused');
  });

  it('takes silence for a no', () => {
    const scene = new Scene();
    scene.ring('c1');
    scene.pass(1);
    scene.promptEnds('c1');
    scene.press('c1', '1');
    for (let times = 0; times < 2; times += 1) {
      scene.promptEnds('c1');
      scene.pass(6);
    }
    expect(scene.last('consent-refused').source).toEqual({ kind: 'flow' });
    expect(scene.asked('start-capture')).toEqual([]);
  });

  it('honours digits typed ahead of every prompt', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.ring('c1');
    scene.press('c1', '2', '1', '1');
    scene.pass(1);
    expect(scene.call('c1')).toMatchObject({
      language: 'en',
      consent: 'given',
      place: { at: 'queue', queueId: 'incidencias' },
    });
    expect(scene.types().filter((type) => type === 'prompt-started')).toEqual([]);
  });

  it('sends a caller with three wrong keys to a person', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.ring('c1');
    scene.press('c1', '1', '2', '9', '8', '7');
    scene.pass(1);
    expect(scene.call('c1').place).toMatchObject({ at: 'queue', queueId: 'general' });
    expect(scene.call('c1').path.at(-2)).toMatchObject({ step: 'menu', exit: 'wrong' });
  });

  it('stands a storm of digits', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.ring('c1');
    scene.press('c1', ...Array.from({ length: 2000 }, (_, index) => String(index % 10)));
    expect(scene.types().filter((type) => type === 'digit-pressed').length).toBeLessThanOrEqual(40);
    scene.pass(1);
    expect(scene.call('c1').place.at).toBe('queue');
  });

  it('stands a storm where somebody listens for a key all the time', () => {
    const scene = new Scene();
    scene.toQueue('c1');
    scene.promptEnds('c1');
    scene.press('c1', ...Array.from({ length: 2000 }, () => '5'));
    expect(scene.types().filter((type) => type === 'digit-pressed').length).toBeLessThanOrEqual(200);
    scene.press('c1', '#');
    expect(scene.last('voicemail-ended').how).toBe('key');
  });

  it('ends cleanly when the caller hangs up at each single step', () => {
    const hangUpAfter = [
      (_: Scene) => undefined,
      (scene: Scene) => scene.pass(1),
      (scene: Scene) => scene.promptEnds('c1'),
      (scene: Scene) => scene.press('c1', '1'),
      (scene: Scene) => scene.press('c1', '1'),
      (scene: Scene) => {
        const captureId = scene.call('c1').recording?.capture?.captureId;
        if (captureId) scene.send({ type: 'capture-running', captureId, legId: 'c1' });
      },
      (scene: Scene) => scene.press('c1', '1'),
      (scene: Scene) => scene.pass(31),
      (scene: Scene) => scene.signIn('ana'),
      (scene: Scene) => scene.send({ type: 'leg-ringing', legId: scene.offeredLeg('ana') }),
      (scene: Scene) => scene.answer('ana'),
      (scene: Scene) => scene.command('ana', { name: 'hold' }),
    ];
    const results = hangUpAfter.map((_, stop) => {
      const scene = new Scene();
      // On a break: somebody attends the queue, so that the caller may wait in it.
      scene.signIn('bruno');
      scene.command('bruno', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
      scene.ring('c1');
      for (const act of hangUpAfter.slice(0, stop + 1)) act(scene);
      scene.send({ type: 'leg-hang-up-requested', legId: 'c1', cause: 16 });
      scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: '' });
      expect(scene.world.calls.size).toBe(0);
      expect(scene.world.legs.size).toBe(0);
      expect(scene.world.offers.size).toBe(0);
      expect(scene.world.playbacks.size).toBe(0);
      expect(scene.surroundings.site.queues.flatMap((queue) => scene.waiting(queue.id))).toEqual([]);
      expect(scene.world.agents.get('ana')?.offer ?? null).toBeNull();
      expect(scene.types().filter((type) => type === 'call-ended')).toHaveLength(1);
      const started = scene.types().filter((type) => type === 'recording-started').length;
      expect(scene.types().filter((type) => type === 'recording-ended')).toHaveLength(started);
      return scene.last('call-ended').result;
    });
    expect(results).toEqual([...Array(6).fill('menu'), ...Array(4).fill('abandoned'), 'answered', 'answered']);
  });

  it('leaves a caller who hangs up during a prompt in the step where that was', () => {
    const scene = new Scene();
    scene.ring('c1');
    scene.pass(1);
    const playbackId = scene.call('c1').playing ?? '';
    scene.send({ type: 'leg-hang-up-requested', legId: 'c1', cause: 16 });
    // Asterisk ends the playback first, as failed.
    scene.send({ type: 'playback-done', playbackId, failed: true });
    scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: '' });
    expect(scene.last('step-entered').step).toBe('welcome');
    expect(scene.last('prompt-ended').how).toBe('interrupted');
    expect(scene.types().slice(-3)).toEqual(['hang-up-requested', 'prompt-ended', 'call-ended']);
  });

  it('refuses a number that leads nowhere', () => {
    const scene = new Scene();
    scene.ring('c1', '4711');
    expect(scene.asked('hang-up-leg')).toEqual([{ type: 'hang-up-leg', legId: 'c1', reason: 'congestion' }]);
    expect(scene.world.calls.size).toBe(0);
  });

  it('takes a replayed entry once', () => {
    const scene = new Scene();
    scene.ring('c1');
    scene.ring('c1');
    expect(scene.world.calls.size).toBe(1);
  });
});

describe('nobody is signed in', () => {
  it('takes a voicemail with consent, until the hash key', () => {
    const scene = new Scene();
    scene.toQueue('c1');
    expect(scene.call('c1').path.at(-1)).toMatchObject({ step: 'voicemail' });
    scene.promptEnds('c1');
    expect(scene.last('voicemail-began')).toBeDefined();
    scene.pass(10);
    scene.press('c1', '#');
    const { captureId } = scene.last('stop-asked');
    scene.send({ type: 'capture-stopped', captureId });
    scene.promptEnds('c1');
    expect(scene.last('recording-ended').kind).toBe('voicemail');
    expect(scene.last('call-ended')).toMatchObject({ by: 'system', result: 'voicemail' });
  });

  it('asks again who refused, and takes nothing without a yes', () => {
    const scene = new Scene();
    scene.toQueue('c1', { consent: '2' });
    scene.press('c1', '2');
    scene.promptEnds('c1');
    expect(scene.types()).not.toContain('voicemail-began');
    expect(scene.asked('start-capture')).toEqual([]);
    expect(scene.last('call-ended').result).toBe('abandoned');
  });

  it('takes a message from who agrees to that alone', () => {
    const scene = new Scene();
    scene.toQueue('c1', { consent: '2' });
    scene.press('c1', '1');
    expect(scene.asked('start-capture')).toHaveLength(1);
    scene.promptEnds('c1');
    expect(scene.last('voicemail-began')).toBeDefined();
  });

  it('tells callers who wait when the last agent signs out', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    scene.toQueue('c1');
    expect(scene.call('c1').place.at).toBe('queue');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'signed-out' } });
    expect(scene.call('c1').path.at(-1)).toMatchObject({ step: 'voicemail' });
    expect(scene.last('queue-left').reason).toBe('no-agents');
  });
});
