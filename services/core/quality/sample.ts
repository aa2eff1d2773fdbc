/**
 * Whether the `n`-th recording (from 0) of a group is evaluated, when `percent` of them are. Each stretch of 100 ÷ `percent`
 * recordings has exactly one, at a place drawn for that stretch: of any N there are N × `percent` ÷ 100, one more or less,
 * and nobody can tell which. `seed` names the group; the same seed draws the same places.
 */
export function isSampled(n: number, percent: number, seed: string): boolean {
  if (percent <= 0) return false;
  if (percent >= 100) return true;
  const stretch = stretchOf(n, percent);
  const first = firstOf(stretch, percent);
  const length = firstOf(stretch + 1, percent) - first;
  return n === first + Math.floor(drawn(`${seed}#${stretch}`) * length);
}

const stretchOf = (n: number, percent: number): number => Math.floor((n * percent) / 100 + 1e-9);

/** The first recording of a stretch. */
function firstOf(stretch: number, percent: number): number {
  return Math.ceil((stretch * 100) / percent - 1e-6);
}

/** A number in [0, 1) that follows from a text: FNV-1a, with the end mixed as MurmurHash3 does. */
export function drawn(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Over what a share is counted anew. */
export type SamplePeriod = 'day' | 'week' | 'month';

/** The name of the period of a day (`YYYY-MM-DD`); a week begins on Monday and has that day's name. */
export function periodOf(date: string, period: SamplePeriod): string {
  if (period === 'day') return date;
  if (period === 'month') return date.slice(0, 7);
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
