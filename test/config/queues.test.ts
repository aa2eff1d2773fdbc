import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { loadSite } from '../../config/site.ts';

const queue = (id: string, more: object = {}) => ({ id, name: { es: id }, service: 'mesa', agents: ['ana'], ...more });

function load(...queues: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-queues-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'site.yaml');
  const hours = { timeZone: 'Europe/Madrid', week: {}, holidays: [] };
  const site = {
    services: [{ id: 'mesa', name: 'Mesa', client: 'E', numbers: ['1000'], flow: 'mesa', hours, holder: 'E' }],
    queues,
    users: [{ id: 'ana', login: 'ana', name: 'Ana', roles: ['agent'], skills: {} }],
    breakReasons: [],
    outcomes: [],
  };
  writeFileSync(file, stringify(site));
  return () => loadSite(file);
}

describe("a site's queues", () => {
  it('may overflow into each other as long as no call can come back', () => {
    const chain = load(
      queue('a', {
        overflow: [
          { to: 'b', length: 3 },
          { to: 'c', afterSeconds: 60 },
        ],
      }),
      queue('b', { overflow: [{ to: 'c', ratio: 2 }] }),
      queue('c'),
    );
    expect(chain).not.toThrow();
  });

  it.each([
    [
      [queue('a', { overflow: [{ to: 'b', length: 3 }] }), queue('b', { overflow: [{ to: 'a', length: 3 }] })],
      'leads in a circle back to "a"',
    ],
    [[queue('a', { overflow: [{ to: 'a', length: 3 }] })], 'leads in a circle back to "a"'],
    [[queue('a', { overflow: [{ to: 'z', length: 3 }] })], 'there is no queue "z"'],
    [[queue('a', { overflow: [{ to: 'b' }] }), queue('b')], 'say when: afterSeconds, length or ratio'],
    [[queue('a', { vip: [{ list: 'gold', priority: 5 }] })], 'there is no list "gold"'],
    [[queue('a', { vip: [{ list: 'gold', priority: 500 }] })], 'vip.0.priority'],
    [[queue('a', { agents: ['zoe'] })], '"zoe" is no user with the role agent'],
    [[queue('a', { agents: ['ana', { id: 'ana', weight: 3 }] })], '"ana" stands twice'],
    [[queue('a', { agents: [{ id: 'ana', weight: 0 }] })], 'weight: Too small'],
    [[queue('a', { maximum: { length: 0 } })], 'maximum.length'],
    [[queue('a', { comfort: { everySeconds: 1, prompts: [] } })], 'comfort'],
    [[queue('a', { escalatesTo: 'z' })], 'escalatesTo: there is no queue "z"'],
  ])('are refused with a sentence: %#', (queues, sentence) => {
    expect(load(...queues)).toThrow(sentence);
  });
});
