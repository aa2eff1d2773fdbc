import { describe, expect, it } from 'vitest';
import {
  countFilters,
  noFilters,
  queryText,
  readFilters,
  searchOf,
  writeFilters,
} from '../../dashboard/src/pages/calls/filters.ts';

const madrid = 'Europe/Madrid';

describe('the search in the address', () => {
  it('comes back as it was written', () => {
    const filters = { ...noFilters, number: '600 1', from: '2026-11-20', to: '2026-11-22', result: 'abandoned' };
    const address = writeFilters(filters);
    expect(address.toString()).toBe('number=600+1&from=2026-11-20&to=2026-11-22&result=abandoned');
    expect(readFilters(address)).toEqual(filters);
    expect(countFilters(filters)).toBe(4);
  });

  it('holds nothing when nothing is asked', () => {
    expect(writeFilters(noFilters).toString()).toBe('');
    expect(searchOf(noFilters, madrid)).toEqual({});
  });

  it('asks the server for whole days of the site', () => {
    const search = searchOf({ ...noFilters, from: '2026-11-22', to: '2026-11-22' }, madrid);
    expect(search).toEqual({ from: Date.UTC(2026, 10, 21, 23), to: Date.UTC(2026, 10, 22, 23) });
  });

  it('takes every filter to the server', () => {
    const search = searchOf(
      {
        number: ' 600 ',
        from: '',
        to: '',
        hourFrom: '09:00',
        hourTo: '14:30',
        service: 'mesa',
        queue: 'general',
        agent: 'ana',
        direction: 'inbound',
        result: 'answered',
        recorded: 'no',
        minDuration: '30',
        maxDuration: '600',
      },
      madrid,
    );
    expect(queryText(search)).toBe(
      'number=600&hourFrom=09%3A00&hourTo=14%3A30&service=mesa&queue=general&agent=ana&direction=inbound' +
        '&result=answered&recorded=false&minDuration=30&maxDuration=600',
    );
  });

  it('leaves out what an address typed by hand got wrong', () => {
    const wrong = { from: 'yesterday', hourFrom: '25:00', direction: 'up', result: 'lost', minDuration: '-3' };
    expect(searchOf({ ...noFilters, ...wrong, recorded: 'maybe' }, madrid)).toEqual({});
  });
});
