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
const now = Date.UTC(2026, 10, 22, 12);

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
    expect(searchOf(noFilters, madrid, now)).toEqual({});
  });

  it('asks the server for whole days of the site', () => {
    const search = searchOf({ ...noFilters, from: '2026-11-22', to: '2026-11-22' }, madrid, now);
    expect(search).toEqual({ from: Date.UTC(2026, 10, 21, 23), to: Date.UTC(2026, 10, 22, 23) });
  });

  it('takes every filter to the server', () => {
    const search = searchOf(
      {
        ...noFilters,
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
      now,
    );
    expect(queryText(search)).toBe(
      'number=600&hourFrom=09%3A00&hourTo=14%3A30&service=mesa&queue=general&agent=ana&direction=inbound' +
        '&result=answered&minDuration=30&maxDuration=600&recorded=false',
    );
  });

  it('leaves out what an address typed by hand got wrong', () => {
    const wrong = { from: 'yesterday', hourFrom: '25:00', direction: 'up', result: 'lost', minDuration: '-3' };
    expect(searchOf({ ...noFilters, ...wrong, recorded: 'maybe' }, madrid, now)).toEqual({});
  });

  it('asks for what callers passed, pressed and waited through', () => {
    const way = { flow: 'mesa', version: 'v1', step: 'menu', exit: 'again', key: '2#', leftIn: 'menu' };
    const course = { held: 'yes', transferred: 'no', missed: '2', cause: '16', endedBy: 'caller', consent: 'given' };
    const rest = {
      minWait: '60',
      maxWait: '90',
      minTalk: '5',
      minHold: '6',
      recording: 'sealed',
      text: ' router ',
      outcome: 'solved',
    };
    expect(searchOf({ ...noFilters, ...way, ...course, ...rest }, madrid, now)).toEqual({
      ...way,
      ...{ held: true, transferred: false, missed: 2, cause: 16, endedBy: 'caller', consent: 'given' },
      ...{ minWait: 60, maxWait: 90, minTalk: 5, minHold: 6, recording: 'sealed', text: 'router', outcome: 'solved' },
    });
    const wrong = {
      key: 'x',
      missed: '0',
      cause: '999',
      consent: 'perhaps',
      recording: 'lost',
      endedBy: 'me',
      held: '1',
    };
    expect(searchOf({ ...noFilters, ...wrong }, madrid, now)).toEqual({});
  });

  it('reads days back from today, whichever day that is', () => {
    expect(searchOf({ ...noFilters, days: '1' }, madrid, now)).toEqual({ from: Date.UTC(2026, 10, 21, 23) });
    expect(searchOf({ ...noFilters, days: '7' }, madrid, now)).toEqual({ from: Date.UTC(2026, 10, 15, 23) });
    expect(searchOf({ ...noFilters, days: 'all' }, madrid, now)).toEqual({});
  });
});
