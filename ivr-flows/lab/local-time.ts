import { localTime } from '../../services/core/schedule.ts';

/** The instant (ms since the epoch) of a clock's reading `YYYY-MM-DDTHH:MM` in a time zone; with an offset, of that. */
export function instantOf(written: string, timeZone: string): number {
  if (/(Z|[+-]\d\d:\d\d)$/.test(written)) return Date.parse(written);
  const wanted = Date.parse(`${written}Z`);
  const reading = (at: number) => {
    const { date, minute } = localTime(at, timeZone);
    return Date.parse(`${date}T00:00Z`) + minute * 60_000;
  };
  // Twice: the first guess may lie on the other side of a change of the clock.
  let at = wanted;
  for (let round = 0; round < 2; round += 1) at += wanted - reading(at);
  return at;
}
