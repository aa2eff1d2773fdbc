import { describe, expect, it } from 'vitest';
import type { Site, StrategyChoice } from '../../services/core/site.ts';
import { checkStrategies } from '../../services/routing/index.ts';
import { demoSurroundings } from '../support/scene.ts';

const withStrategy = (strategy: StrategyChoice): Site => {
  const { site } = demoSurroundings();
  return { ...site, queues: site.queues.slice(0, 1).map((queue) => ({ ...queue, strategy })) };
};

describe('the strategies of a site', () => {
  it('are checked by name and settings', () => {
    expect(() => checkStrategies(withStrategy({ type: 'longest-idle' }))).not.toThrow();
    expect(() => checkStrategies(withStrategy({ type: 'fastest' }))).toThrow(
      'there is no strategy "fastest"; choose one of: longest-idle',
    );
    expect(() => checkStrategies(withStrategy({ type: 'longest-idle', speed: 3 }))).toThrow(
      'Queue incidencias, strategy',
    );
  });
});
