import { describe, expect, it } from 'vitest';
import { withNumbers } from '../../services/core/typed-number.ts';
import { numbers } from '../../services/numbers.ts';
import { siteOf } from '../support/site.ts';

describe('a number', () => {
  it.each([
    ['600111222', '+34600111222', '600111222'],
    ['600 111 222', '+34600111222', '600111222'],
    ['0034 600-11-12-22', '+34600111222', '600111222'],
    ['(+34) 91.411.41.41', '+34914114141', '914114141'],
    ['+44 20 7946 0958', '+442079460958', '00442079460958'],
  ])('%s is %s', (written, number, spoken) => {
    expect(numbers.read(written, 'ES')).toEqual({ number, spoken, premium: false });
  });

  it.each([
    '',
    '112',
    '1000',
    'anonymous',
    '600111222x',
    '600111222;ext=3',
    'tel:600111222',
    `6${'0'.repeat(60)}`,
    '٦٠٠١١١٢٢٢',
  ])('%s is none', (written) => {
    expect(numbers.read(written, 'ES')).toBeNull();
  });

  it('that costs the one who calls is known', () => {
    expect(numbers.read('803123456', 'ES')?.premium).toBe(true);
  });

  it('without a country is of the region, if that is one', () => {
    expect(numbers.read('020 7946 0958', 'GB')?.number).toBe('+442079460958');
    expect(numbers.read('600111222', 'XX')).toBeNull();
    expect(numbers.read('+34600111222', 'XX')?.number).toBe('+34600111222');
  });
});

describe('a command with a number that was typed', () => {
  const site = siteOf({ outbound: { region: 'ES' } });
  const to = { kind: 'number', number: '600 111 222' } as const;

  it('reaches the engine as E.164', () => {
    for (const command of [
      { name: 'transfer', to, reason: '' },
      { name: 'consult', to },
      { name: 'move', callId: 'c', to, reason: '' },
    ] as const)
      expect(withNumbers(command, site, numbers)).toEqual({ ...command, to: { ...to, number: '+34600111222' } });
    const wanted = { name: 'request-callback', queueId: 'q', callerName: '', notBefore: null, reason: '' } as const;
    expect(withNumbers({ ...wanted, number: '600 111 222' }, site, numbers)).toMatchObject({ number: '+34600111222' });
    const toAgent = { name: 'transfer', to: { kind: 'agent', agentId: 'ana' }, reason: '' } as const;
    expect(withNumbers(toAgent, site, numbers)).toEqual(toAgent);
  });

  it('is refused when it is none', () => {
    const wrong = () => withNumbers({ name: 'consult', to: { ...to, number: '12' } }, site, numbers);
    expect(wrong).toThrow(expect.objectContaining({ code: 'number-invalid' }));
  });
});
