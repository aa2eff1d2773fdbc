import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unwrapIdentity, wrapIdentity } from '../../recorder/keys.ts';

const key = randomBytes(32);
const identity = 'AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ';

describe('a wrapped identity', () => {
  it('comes back under the same key and recording', () => {
    const wrapped = wrapIdentity(key, 'rec-1', identity);
    expect(Buffer.from(wrapped).includes(identity)).toBe(false);
    expect(unwrapIdentity(key, 'rec-1', wrapped)).toBe(identity);
  });

  it('is another at each wrapping', () => {
    expect(wrapIdentity(key, 'rec-1', identity)).not.toEqual(wrapIdentity(key, 'rec-1', identity));
  });

  it('says that the master key is wrong', () => {
    const wrapped = wrapIdentity(key, 'rec-1', identity);
    expect(() => unwrapIdentity(randomBytes(32), 'rec-1', wrapped)).toThrow(/another master key/);
  });

  it('does not open in the row of another recording', () => {
    const wrapped = wrapIdentity(key, 'rec-1', identity);
    expect(() => unwrapIdentity(key, 'rec-2', wrapped)).toThrow(/rec-2 was altered/);
  });

  it('detects any altered byte, a short row and an unknown version', () => {
    const wrapped = Buffer.from(wrapIdentity(key, 'rec-1', identity));
    for (let at = 0; at < wrapped.length; at += 1) {
      const altered = Buffer.from(wrapped);
      altered[at] = (altered[at] ?? 0) ^ 0x80;
      expect(() => unwrapIdentity(key, 'rec-1', altered)).toThrow();
    }
    expect(() => unwrapIdentity(key, 'rec-1', wrapped.subarray(0, 20))).toThrow(/altered/);
    expect(() => unwrapIdentity(key, 'rec-1', new Uint8Array())).toThrow(/altered/);
  });
});
