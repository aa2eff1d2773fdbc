import { describe, expect, it } from 'vitest';
import { checkSite, type PublicationRule, type SiteFile } from '../../config/site.ts';
import { nameFrom, safe, USUAL_NAME } from '../../recorder/naming.ts';
import { isWithin, nextWithin, ruleOf, rulesFor } from '../../recorder/rules.ts';
import { fakeCalls } from './fakes.ts';
import { localDestination, siteWith } from './site.ts';

const { call } = (await fakeCalls().detail('call-1')) ?? {};
if (call === undefined) throw new Error('there is always a call');

function site(publication: readonly PublicationRule[]): SiteFile {
  return { ...siteWith([localDestination('a', 'a'), localDestination('b', 'b')]), publication };
}
const destinations = (rules: readonly PublicationRule[], facts: Partial<typeof call> = {}) =>
  rulesFor(site(rules), { ...call, ...facts }).map((one) => one.destination);

describe('a rule', () => {
  it('fits by service, queue, outcome, result and time of the call', () => {
    expect(destinations([{ destination: 'a' }])).toEqual(['a']);
    expect(destinations([{ destination: 'a', services: ['other'] }])).toEqual([]);
    expect(destinations([{ destination: 'a', queues: ['general'] }])).toEqual(['a']);
    expect(destinations([{ destination: 'a', queues: ['general'] }], { queueId: null })).toEqual([]);
    expect(destinations([{ destination: 'a', outcomes: ['sold'] }])).toEqual([]);
    expect(destinations([{ destination: 'a', outcomes: ['sold'] }], { outcome: 'sold' })).toEqual(['a']);
    expect(destinations([{ destination: 'a', results: ['voicemail'] }])).toEqual([]);
    // 22:59 UTC on Friday is 23:59 in Madrid.
    expect(destinations([{ destination: 'a', called: { days: ['fri'], hours: ['23:00-24:00'] } }])).toEqual(['a']);
    expect(destinations([{ destination: 'a', called: { days: ['sat'] } }])).toEqual([]);
  });

  it('that comes first holds, and a destination that is gone gets nothing', () => {
    const rules: PublicationRule[] = [
      { destination: 'b', services: ['other'], format: 'mp3', plain: true },
      { destination: 'b', format: 'wav', plain: true },
      { destination: 'b' },
      { destination: 'gone' },
    ];
    expect(rulesFor(site(rules), call).map((one) => one.format)).toEqual(['wav']);
    expect(ruleOf(site(rules), call, 'a')).toEqual({ destination: 'a' });
  });

  it('waits for its hours, over midnight too', () => {
    const night = { days: ['fri' as const], hours: ['22:00-06:00'] };
    const at = (day: number, hour: number, minute = 0) => Date.UTC(2027, 0, day, hour, minute);
    // The 15th of January 2027 is a Friday.
    expect(isWithin(night, at(15, 21, 59), 'UTC')).toBe(false);
    expect(isWithin(night, at(15, 22), 'UTC')).toBe(true);
    expect(isWithin(night, at(16, 5, 59), 'UTC')).toBe(true);
    expect(isWithin(night, at(16, 6), 'UTC')).toBe(false);
    expect(isWithin(night, at(16, 23), 'UTC')).toBe(false);
    expect(nextWithin(night, at(16, 6), 'UTC')).toBe(at(22, 22));
    expect(nextWithin(night, at(15, 23), 'UTC')).toBe(at(15, 23));
    expect(nextWithin({ hours: ['02:00-03:00'] }, at(15, 12, 30), 'Europe/Madrid')).toBe(at(16, 1));
  });
});

describe('a name', () => {
  const recording = { recordingId: 'rec-1', startedAt: Date.UTC(2027, 0, 15, 23, 30, 5), timeZone: 'Europe/Madrid' };

  it('is by service and the day at the service, unless the rule says otherwise', () => {
    expect(nameFrom(USUAL_NAME, call, recording)).toBe('mesa/2027/01/16/rec-1');
    const own = '{queue}/{agent} {year}{month}{day}-{hour}{minute}{second} {number}_{recording}';
    expect(nameFrom(own, call, recording)).toBe('general/ana 20270116-003005 600000001_rec-1');
  });

  it('never leaves its folder, whatever a caller calls himself', () => {
    for (const number of [
      '../../etc/passwd',
      '..',
      '.hidden',
      'a/b\\c',
      'x\u0000y',
      '\u202Egpj.exe',
      '',
      '~',
      'a'.repeat(500),
    ]) {
      const name = nameFrom('in/{number}/{recording}', { ...call, number }, recording);
      expect(name).toMatch(/^in\/[^/\\\0]+\/rec-1$/);
      expect(name.split('/')).not.toContain('..');
      expect(name.split('/').some((part) => part.startsWith('.'))).toBe(false);
      expect(name.length).toBeLessThan(150);
    }
    expect(safe('../../etc/passwd')).toBe('____etc_passwd');
    expect(safe('+34 600 000 001')).toBe('+34_600_000_001');
  });
});

describe('the site file', () => {
  const wrong = (rule: object, more: readonly object[] = []) => {
    const raw = {
      services: [
        {
          id: 'mesa',
          name: 'M',
          client: 'c',
          numbers: ['1'],
          flow: 'f',
          holder: 'h',
          hours: { timeZone: 'UTC', week: {} },
        },
      ],
      ...{ queues: [], users: [], breakReasons: [], outcomes: [{ id: 'sold', name: {} }] },
      destinations: [{ id: 'a', type: 'local', folder: 'a' }, ...more],
      publication: [{ destination: 'a', ...rule }],
    };
    const checked = checkSite(raw);
    return 'reasons' in checked ? checked.reasons.join('\n') : '';
  };
  const key = `age1${'q'.repeat(58)}`;

  it.each([
    [{ format: 'mp3' }, 'write encryptFor with the receiver'],
    [{ plain: true }, 'name a format too'],
    [{ encryptFor: [key] }, 'name a format too'],
    [{ format: 'opus', plain: true, encryptFor: [key] }, 'not both'],
    [{ format: 'opus', encryptFor: ['AGE-SECRET-KEY-1X'] }, 'the public key of the receiver'],
    [{ name: '../{recording}' }, 'stays inside the folder'],
    [{ name: '/{recording}' }, 'stays inside the folder'],
    [{ name: 'a/.b/{recording}' }, 'stays inside the folder'],
    [{ name: 'C:\\{recording}' }, 'use letters, digits'],
    [{ name: '{year}' }, 'put {recording} into it'],
    [{ name: '{name}-{recording}' }, 'there is no {name}'],
    [{ outcomes: ['lost'] }, 'there is no outcome "lost"'],
    [{ queues: ['q'] }, 'there is no queue "q"'],
    [{ send: { hours: ['25:00-26:00'] } }, 'write HH:MM-HH:MM'],
  ])('with the rule %o is told: %s', (rule, words) => {
    expect(wrong(rule)).toContain(words);
  });

  it('takes what is right', () => {
    expect(wrong({ format: 'opus', encryptFor: [key], name: '{service}/{recording}', outcomes: ['sold'] })).toBe('');
  });

  it.each([
    [
      { id: 'f', type: 'sftp', host: 'h', username: 'u', hostKey: 'SHA256:x', folder: 'f' },
      'privateKeyFile or passwordEnv',
    ],
    [{ id: 'w', type: 'webhook', url: 'http://example.com/', secretEnv: 'S' }, 'write an https:// address'],
    [{ id: 'w', type: 'webhook', url: 'http://localhost.example.com/', secretEnv: 'S' }, 'write an https:// address'],
    [{ id: 's', type: 's3', bucket: 'b', kmsKeyId: 'k' }, 'write sse: aws:kms too'],
    [{ id: 'd', type: 'dropbox', folder: 'x', refreshTokenEnv: 'T', appKeyEnv: 'K' }, 'write it as /folder/inside'],
  ])('with the destination %o is told: %s', (destination, words) => {
    expect(wrong({}, [destination])).toContain(words);
  });

  it('lets nothing plain travel readable', () => {
    const plain = { id: 'f', type: 'ftp', host: 'h', tls: 'off', username: 'u', passwordEnv: 'P', folder: 'x' };
    expect(wrong({ destination: 'f', format: 'mp3', plain: true }, [plain])).toContain(
      'anybody on the way could listen',
    );
    expect(wrong({ destination: 'f', format: 'mp3', encryptFor: [key] }, [plain])).toBe('');
  });
});
