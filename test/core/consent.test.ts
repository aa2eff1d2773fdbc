import { describe, expect, it } from 'vitest';
import { type ConsentPolicy, usualPolicy } from '../../services/core/consent.ts';
import { lotOf } from '../../services/core/recording-rules.ts';
import type { RecordingRule, Site } from '../../services/core/site.ts';
import { demoSurroundings, Scene } from '../support/scene.ts';

function scene(policy: Partial<ConsentPolicy> = {}, rules: readonly RecordingRule[] = []): Scene {
  const surroundings = demoSurroundings();
  const { site } = surroundings;
  const bases = [{ id: 'spoken', name: {} }];
  const changed: Site = {
    ...site,
    services: site.services.map((one) => ({ ...one, consent: { ...usualPolicy, ...policy } })),
    recording: { pauseSeconds: 60, bases, rules },
  };
  return new Scene({ ...surroundings, site: changed });
}

function talking(policy: Partial<ConsentPolicy> = {}, rules: readonly RecordingRule[] = []) {
  const made = scene(policy, rules);
  made.signIn('ana', 'bruno');
  made.toQueue('c1');
  made.answer('ana');
  return made;
}

const capture = (of: Scene) => of.call('c1').recording?.capture ?? null;
/** Asterisk does what is asked of captures. */
function obey(of: Scene): void {
  for (const effect of of.effects.splice(0)) {
    if (effect.type === 'start-capture')
      of.send({ type: 'capture-running', captureId: effect.captureId, legId: effect.legId });
    if (effect.type === 'stop-capture') of.send({ type: 'capture-stopped', captureId: effect.captureId });
    if (effect.type === 'mute-capture')
      of.send({ type: 'capture-muted', captureId: effect.captureId, silent: effect.silent });
  }
}

describe('what was said for consent', () => {
  it('is in the journal with its digests: another text under the same version shows', () => {
    let text = 'a1';
    const surroundings = demoSurroundings();
    const of = new Scene({
      ...surroundings,
      wordings: (language, key) => (key === 'consent-ask' ? { text: `${language}-${text}`, sound: 'f1' } : null),
    });
    of.signIn('ana');
    of.toQueue('c1');
    const said = [{ key: 'consent-ask', language: 'es', text: 'es-a1', sound: 'f1' }];
    expect(of.last('consent-asked').said).toEqual(said);
    expect(of.last('consent-given').said).toEqual(said);
    const { version } = of.last('consent-given');
    text = 'b2';
    of.toQueue('c2');
    expect(of.last('consent-given')).toMatchObject({ version, said: [{ text: 'es-b2' }] });
  });

  it('is left out where nothing is known of it, as in older journals', () => {
    const of = scene();
    of.signIn('ana');
    of.toQueue('c1');
    expect(of.last('consent-given')).not.toHaveProperty('said');
  });
});

describe('a code typed in the call', () => {
  it('withdraws and gives consent while the caller talks, with wording and version', () => {
    const of = talking({ version: '2026-11' });
    obey(of);
    of.press('c1', '*', '9');
    expect(of.last('consent-withdrawn')).toMatchObject({
      source: { kind: 'code', code: '*9' },
      wording: 'code',
      version: '2026-11',
    });
    expect(of.asked('stop-capture')).toHaveLength(1);
    obey(of);
    of.press('c1', '*', '8');
    expect(of.last('consent-given')).toMatchObject({
      source: { kind: 'code', code: '*8' },
      wording: 'code',
      version: '2026-11',
    });
    expect(of.asked('start-capture')).toHaveLength(1);
  });

  it('works in the menu and in the queue; keys that are none of it reach the step', () => {
    const of = talking();
    of.command('ana', { name: 'set-availability', availability: { kind: 'available' } });
    of.toQueue('c3');
    of.toQueue('c4');
    const waiting = ['c3', 'c4'].find((leg) => of.call(leg).place.at === 'queue') ?? '';
    of.press(waiting, '*', '9');
    expect(of.call(waiting).consent).toBe('withdrawn');
    of.press(waiting, '*', '*', '8');
    expect(of.call(waiting).consent).toBe('given');
    const other = scene();
    other.ring('c2');
    other.pass(2);
    other.press('c2', '*');
    expect(other.types()).not.toContain('digit-pressed');
    other.pass(2);
    expect(other.last('digit-pressed').digit).toBe('*');
  });

  it('means nothing where the service never records, and repeated nothing more', () => {
    const of = talking({ policy: 'never' });
    of.press('c1', '*', '8');
    expect(of.call('c1').consent).not.toBe('given');
    const other = talking();
    const before = other.events.filter(({ type }) => type === 'consent-given').length;
    other.press('c1', '*', '8');
    expect(other.events.filter(({ type }) => type === 'consent-given')).toHaveLength(before);
  });
});

describe('what a service chose', () => {
  it('never: nobody is asked, and nothing is taken', () => {
    const of = talking({ policy: 'never' });
    expect(of.types()).not.toContain('consent-asked');
    expect(of.asked('start-capture')).toEqual([]);
    expect(() => of.command('ana', { name: 'give-consent', basis: 'spoken' })).toThrow(/never recorded/);
  });

  it('announce: told on its legal basis, recorded from then on, and an objection holds', () => {
    const of = scene({ policy: 'announce', basis: 'law' });
    of.ring('c1');
    of.pass(2);
    while (of.call('c1').consent !== 'given' && of.call('c1').path.length < 8) {
      const playing = of.call('c1').playing;
      if (of.call('c1').path.at(-1)?.step === 'language') of.press('c1', '1');
      else if (playing) {
        expect(of.asked('start-capture')).toEqual([]);
        of.send({ type: 'playback-done', playbackId: playing, failed: false });
      } else of.pass(1);
    }
    expect(of.last('consent-given')).toMatchObject({
      source: { kind: 'announcement' },
      basis: 'law',
      wording: 'consent-announce',
    });
    expect(of.types()).not.toContain('consent-asked');
    expect(of.asked('start-capture')).toHaveLength(1);
    of.press('c1', '*', '9');
    expect(of.asked('stop-capture')).toHaveLength(1);
  });

  it('asks agents: the other side is silent from the first sample until the agent consents', () => {
    const of = talking({ agents: 'ask' });
    expect(of.asked('start-capture')).toMatchObject([{ silent: { caller: false, others: true } }]);
    obey(of);
    of.command('ana', {
      name: 'set-consent',
      callId: of.call('c1').id,
      party: 'agent:ana',
      consent: 'given',
      basis: 'spoken',
      note: '',
    });
    expect(of.last('party-consent-changed')).toMatchObject({ party: 'agent:ana', consent: 'given', basis: 'spoken' });
    expect(of.asked('mute-capture')).toMatchObject([{ silent: { caller: false, others: false } }]);
  });

  it('needs all: nothing until the agent has consented too, and nothing while an outside number has not', () => {
    const of = talking({ agents: 'ask', needs: 'all' });
    expect(of.asked('start-capture')).toEqual([]);
    const { id: callId } = of.call('c1');
    const said = { name: 'set-consent', callId, consent: 'given', basis: 'spoken', note: '' } as const;
    of.command('ana', { ...said, party: 'agent:ana' });
    expect(of.asked('start-capture')).toMatchObject([{ silent: { caller: false, others: false } }]);
    obey(of);
    of.command('ana', { name: 'consult', to: { kind: 'agent', agentId: 'bruno' } });
    expect(of.asked('stop-capture')).toHaveLength(1);
    obey(of);
    of.command('ana', { ...said, party: 'agent:bruno' });
    expect(capture(of)).not.toBeNull();
  });

  it('each: the agent alone is heard where the caller refused', () => {
    const of = talking({ needs: 'each' });
    obey(of);
    of.command('ana', { name: 'withdraw-consent', basis: '' });
    expect(of.asked('mute-capture').at(-1)).toMatchObject({ silent: { caller: true, others: false } });
  });
});

describe('who states consent', () => {
  it('names a basis of the site and somebody who is there, once', () => {
    const of = talking();
    const { id: callId } = of.call('c1');
    const said = { name: 'set-consent', callId, consent: 'given', note: '' } as const;
    expect(() => of.command('ana', { ...said, party: 'caller', basis: 'spoken' })).toThrow(/already/);
    of.command('ana', { name: 'withdraw-consent', basis: '' });
    expect(() => of.command('ana', { ...said, party: 'caller', basis: 'guess' })).toThrow(/choose one of spoken/);
    expect(() => of.command('ana', { ...said, party: 'agent:eva', basis: 'spoken' })).toThrow(/not in the call/);
    expect(() => of.command('bruno', { ...said, party: 'caller', basis: 'spoken' })).toThrow(/Only the agent/);
    of.command('admin', { ...said, party: 'caller', basis: 'spoken' });
    expect(of.last('consent-given').source).toEqual({ kind: 'api', userId: 'admin' });
  });
});

describe('a pause', () => {
  it('ends by itself at the limit of the site, and sooner when asked so', () => {
    const of = talking();
    obey(of);
    of.command('admin', { name: 'pause-call', callId: of.call('c1').id, seconds: 20 });
    obey(of);
    expect(capture(of)?.muted).toBe(true);
    of.pass(19);
    expect(of.call('c1').pause).not.toBeNull();
    of.pass(1);
    expect(of.last('pause-ended')).toMatchObject({ why: 'limit', by: { kind: 'system' } });
    expect(of.asked('mute-capture')).toMatchObject([{ silent: { caller: false, others: false } }]);
    obey(of);
    of.command('admin', { name: 'pause-call', callId: of.call('c1').id, seconds: 3_600 });
    of.pass(60);
    expect(of.call('c1').pause).toBeNull();
  });

  it('holds before anything is recorded: no part begins in it', () => {
    const of = talking();
    obey(of);
    of.command('ana', { name: 'withdraw-consent', basis: '' });
    obey(of);
    of.command('ana', { name: 'pause-recording' });
    of.press('c1', '*', '8');
    expect(of.call('c1').consent).toBe('given');
    expect(capture(of)).toBeNull();
    of.command('ana', { name: 'resume-recording' });
    expect(capture(of)).not.toBeNull();
  });
});

describe('rules', () => {
  it('record on demand alone, by queue, agent, list and number, or a share', () => {
    const onDemand = talking({}, [{ sample: 0 }]);
    expect(onDemand.asked('start-capture')).toEqual([]);
    onDemand.command('ana', { name: 'record-call', callId: onDemand.call('c1').id, what: 'start', reason: '' });
    expect(onDemand.asked('start-capture')).toHaveLength(1);
    obey(onDemand);
    onDemand.command('admin', { name: 'record-call', callId: onDemand.call('c1').id, what: 'stop', reason: '' });
    expect(onDemand.asked('stop-capture')).toHaveLength(1);

    const byAgent = talking({}, [{ agents: ['ana'], sample: 1 }, { sample: 0 }]);
    expect(byAgent.asked('start-capture')).toHaveLength(1);
    expect(talking({}, [{ agents: ['bruno'], sample: 1 }, { sample: 0 }]).asked('start-capture')).toEqual([]);
    expect(talking({}, [{ numbers: ['6001'], sample: 1 }, { sample: 0 }]).asked('start-capture')).toHaveLength(1);
    expect(talking({}, [{ queues: ['incidencias'], sample: 0 }]).asked('stop-capture')).toHaveLength(1);
  });

  it('draw a share that is the share', () => {
    const lots = Array.from({ length: 20_000 }, (_, n) => lotOf(`call-${n.toString(36)}`));
    const share = lots.filter((lot) => lot < 0.05).length / lots.length;
    expect(share).toBeGreaterThan(0.045);
    expect(share).toBeLessThan(0.055);
  });
});
