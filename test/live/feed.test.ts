import { describe, expect, test } from 'vitest';
import { Feed, type Line } from '../../services/live/feed.ts';

type Delta = { readonly change: string; readonly prev: number; readonly seq: number };

/** A page whose network takes as much as the test lets it. */
function fakeLine(id: string) {
  const got: Delta[] = [];
  const line = { backlog: 0, dropped: false };
  const as: Line = {
    id,
    backlog: () => line.backlog,
    send: (delta) => got.push(delta as Delta),
    drop: () => {
      line.dropped = true;
    },
  };
  return { line, as, got };
}

const feedOf = () =>
  new Feed<string>(
    (change, prev, seq): Delta => ({ change, prev, seq }),
    () => 'nothing',
  );

describe('a feed', () => {
  test('numbers its deltas, each naming the one before', () => {
    const feed = feedOf();
    const page = fakeLine('a');
    feed.send('before anybody watched', 0);
    feed.add(page.as);
    expect(feed.seq).toBe(1);
    feed.send('one', 0);
    feed.send('two', 0);
    expect(page.got).toEqual([
      { change: 'one', prev: 1, seq: 2 },
      { change: 'two', prev: 2, seq: 3 },
    ]);
    feed.remove('a');
    feed.send('three', 0);
    expect(page.got.length).toBe(2);
  });

  test('leaves out a page that does not follow, and tells it so when it does again', () => {
    const feed = feedOf();
    const slow = fakeLine('slow');
    const quick = fakeLine('quick');
    feed.add(slow.as);
    feed.add(quick.as);
    feed.send('one', 0);
    slow.line.backlog = 16;
    feed.send('two', 1_000);
    slow.line.backlog = 5;
    feed.send('three', 2_000);
    feed.tend(2_000);
    expect(slow.got.map((one) => one.change)).toEqual(['one']);
    slow.line.backlog = 0;
    feed.tend(3_000);
    // The page has number 1: this names 3 as the one before, a gap after which it watches again.
    expect(slow.got.at(-1)).toEqual({ change: 'nothing', prev: 3, seq: 3 });
    feed.send('four', 4_000);
    expect(slow.got.at(-1)).toEqual({ change: 'four', prev: 3, seq: 4 });
    expect(quick.got.map((one) => one.change)).toEqual(['one', 'two', 'three', 'four']);
  });

  test('drops a page that does not follow for half a minute', () => {
    const feed = feedOf();
    const page = fakeLine('a');
    feed.add(page.as);
    page.line.backlog = 40;
    feed.send('one', 0);
    feed.send('two', 20_000);
    feed.tend(29_999);
    expect(page.line.dropped).toBe(false);
    feed.tend(30_000);
    expect(page.line.dropped).toBe(true);
    expect(feed.watched).toBe(false);
  });
});
