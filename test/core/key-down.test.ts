import { describe, expect, it } from 'vitest';
import { Scene } from '../support/scene.ts';

/** In the language menu of the demo line, whose question plays. */
function asked(): Scene {
  const scene = new Scene();
  scene.ring('c1');
  scene.pass(1);
  scene.promptEnds('c1');
  scene.events.length = 0;
  return scene;
}
const down = (scene: Scene) => scene.send({ type: 'digit-begun', legId: 'c1' });

describe('a key that goes down', () => {
  it('ends the prompt at once, and is known when it is let go', () => {
    const scene = asked();
    const { playing } = scene.call('c1');
    down(scene);
    expect(scene.last('prompt-ended')).toMatchObject({ playbackId: playing, how: 'interrupted' });
    expect(scene.asked('stop-play').at(-1)).toMatchObject({ playbackId: playing });
    expect(scene.call('c1').step?.step).toBe('language');
    scene.press('c1', '1');
    expect(scene.call('c1')).toMatchObject({ language: 'es', keyDownAt: null });
    expect(scene.types().slice(0, 3)).toEqual(['prompt-ended', 'digit-pressed', 'language-chosen']);
  });

  it('leaves an announcement only when it is known: the next step begins with it', () => {
    const scene = new Scene();
    scene.ring('c1');
    scene.pass(1);
    expect(scene.call('c1').step?.step).toBe('welcome');
    down(scene);
    expect(scene.call('c1').step?.step).toBe('welcome');
    expect(scene.asked('play').length).toBe(1);
    scene.press('c1', '2');
    expect(scene.call('c1')).toMatchObject({ language: 'en' });
    // The language menu, which the key answered, was never heard.
    expect(scene.asked('play').length).toBe(2);
  });

  it('that is never let go is given up: the step waits as after its prompt', () => {
    const scene = asked();
    down(scene);
    scene.pass(6);
    expect(scene.call('c1')).toMatchObject({ keyDownAt: null, step: { step: 'language' } });
    expect(scene.call('c1').wakeAt).not.toBe(null);
    scene.press('c1', '2');
    expect(scene.call('c1').language).toBe('en');
  });

  it('after a wrong one is no longer waited for once the question is asked again', () => {
    const scene = asked();
    down(scene);
    scene.press('c1', '9');
    const { playing } = scene.call('c1');
    expect(playing).not.toBe(null);
    scene.pass(6);
    expect(scene.call('c1').playing).toBe(playing);
  });

  it('means nothing where keys do not cut a prompt short, or none plays, or nobody knows the leg', () => {
    const scene = asked();
    scene.promptEnds('c1');
    expect(down(scene)).toEqual([]);
    expect(scene.send({ type: 'digit-begun', legId: 'nobody' })).toEqual([]);
    const queued = new Scene();
    queued.signIn('ana');
    queued.toQueue('c1');
    expect(queued.send({ type: 'digit-begun', legId: 'c1' })).toEqual([]);
    const voicemail = new Scene();
    voicemail.toQueue('c1');
    expect(voicemail.call('c1').step?.step).toBe('voicemail');
    expect(voicemail.send({ type: 'digit-begun', legId: 'c1' })).toEqual([]);
  });
});
