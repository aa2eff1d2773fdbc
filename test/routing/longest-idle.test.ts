import { describe, expect, it } from 'vitest';
import type { Queue } from '../../services/core/site.ts';
import { checkStrategies } from '../../services/routing/index.ts';
import { demoSurroundings } from '../support/scene.ts';

const queue = (strategy: Queue['strategy']): Queue => {
  const first = demoSurroundings().site.queues[0];
  if (!first) throw new Error('The demo site has no queue');
  return { ...first, strategy };
};

describe('the strategies of a site', () => {
  it('are checked by name and settings', () => {
    expect(() => checkStrategies([queue({ type: 'longest-idle' })])).not.toThrow();
    expect(() => checkStrategies([queue({ type: 'fastest' })])).toThrow(
      'there is no strategy "fastest"; choose one of: longest-idle',
    );
    expect(() => checkStrategies([queue({ type: 'longest-idle', speed: 3 })])).toThrow('Queue incidencias, strategy');
  });
});
