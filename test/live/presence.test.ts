import { describe, expect, test } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import { deskPresence } from '../../services/live/presence.ts';
import { keepingLog } from '../http/support.ts';
import { Scene } from '../support/scene.ts';

function presenceOf(scene: Scene, tell = async (_: Signal): Promise<readonly never[]> => []) {
  const told: string[] = [];
  const log = keepingLog();
  const present = {
    world: () => scene.world,
    site: () => scene.surroundings.site,
    floor: () => scene.floor(),
    seq: () => 0,
  };
  const presence = deskPresence(
    present,
    (signal) => {
      if (signal.type === 'desk-present') told.push(`${signal.userId} ${signal.present ? 'opens' : 'closes'}`);
      return tell(signal);
    },
    log,
  );
  return { presence, told, log };
}

describe('the desks of agents', () => {
  test('open with the first page and close with the last', () => {
    const { presence, told } = presenceOf(new Scene());
    presence.open('ana', 's1');
    presence.open('ana', 's1');
    presence.open('ana', 's2');
    presence.open('bruno', 's3');
    presence.close('ana', 's1');
    presence.close('ana', 's1');
    presence.close('carla', 's9');
    expect(told).toEqual(['ana opens', 'bruno opens']);
    presence.close('ana', 's2');
    presence.open('ana', 's4');
    expect(told).toEqual(['ana opens', 'bruno opens', 'ana closes', 'ana opens']);
  });

  test('that the world believes open are closed unless a page came back to them', () => {
    const scene = new Scene();
    for (const userId of ['ana', 'bruno']) scene.send({ type: 'desk-present', userId, present: true });
    const { presence, told } = presenceOf(scene);
    presence.open('ana', 's1');
    presence.closeAbandoned();
    expect(told).toEqual(['ana opens', 'bruno closes']);
  });

  test('whose news the engine does not take are in the log', async () => {
    const { presence, log } = presenceOf(new Scene(), async () => {
      throw new Error('stopping');
    });
    presence.open('ana', 's1');
    await Promise.resolve();
    await Promise.resolve();
    expect(log.lines.join()).toContain('the engine did not hear of a desk');
  });
});
