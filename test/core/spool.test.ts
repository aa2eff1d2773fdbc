import { describe, expect, it } from 'vitest';
import { Scene } from '../support/scene.ts';

const seen = (room: 'free' | 'short' | 'full') => ({ type: 'spool-seen', room, freeBytes: 1 }) as const;

/** A call with consent, whose recording runs. */
function recorded(): { scene: Scene; captureId: string } {
  const scene = new Scene();
  scene.ring('c1');
  scene.pass(1);
  scene.promptEnds('c1');
  scene.press('c1', '1', '1');
  const captureId = scene.call('c1').recording?.capture?.captureId ?? '';
  scene.send({ type: 'capture-running', captureId, legId: 'c1' });
  expect(scene.call('c1').recording?.capture?.state).toBe('running');
  return { scene, captureId };
}

describe('a spool without room', () => {
  it('ends what is recorded with the reason, and the call goes on', () => {
    const { scene, captureId } = recorded();
    scene.send(seen('full'));
    expect(scene.last('recording-failed')).toMatchObject({ captureId, reason: 'spool-full' });
    expect(scene.asked('stop-capture')).toEqual([{ type: 'stop-capture', captureId, legId: 'c1' }]);
    expect(scene.call('c1')).toMatchObject({ leg: 'here', place: { at: 'menu' } });
  });

  it('has a new part begin once there is room again, in the same recording', () => {
    const { scene, captureId } = recorded();
    const recordingId = scene.call('c1').recording?.recordingId;
    scene.send(seen('full'));
    expect(scene.call('c1').recording?.capture).toBeNull();
    scene.send(seen('short'));
    const recording = scene.call('c1').recording;
    expect(recording?.recordingId).toBe(recordingId);
    expect(recording?.capture?.captureId).not.toBe(captureId);
    expect(scene.asked('start-capture')).toHaveLength(2);
  });

  it('begins nothing, and says so of the call', () => {
    const scene = new Scene();
    scene.send(seen('full'));
    scene.ring('c1');
    scene.pass(1);
    scene.promptEnds('c1');
    scene.press('c1', '1', '1');
    expect(scene.asked('start-capture')).toEqual([]);
    expect(scene.last('recording-failed')).toMatchObject({ reason: 'spool-full' });
    scene.send(seen('free'));
    expect(scene.asked('start-capture')).toHaveLength(1);
  });

  it('is told once, and being short ends nothing', () => {
    const { scene } = recorded();
    scene.send(seen('short'));
    scene.send(seen('short'));
    expect(scene.events.filter(({ type }) => type === 'spool-changed')).toHaveLength(1);
    expect(scene.asked('stop-capture')).toEqual([]);
    expect(scene.world.spool).toBe('short');
  });
});
