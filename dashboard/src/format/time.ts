/** `m:ss`, or `h:mm:ss` from an hour on; negative spans show as zero. */
export function clockText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** Whole seconds left, rounded up, never below zero. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** An offset inside a call or a recording, with tenths: `1:02.3`. */
export function offsetText(ms: number): string {
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  return `${sign}${clockText(size)}.${Math.floor((size % 1000) / 100)}`;
}

/** An offset to the millisecond: `1:02.345`. */
export function msText(ms: number): string {
  const whole = Math.round(ms);
  return `${whole < 0 ? '−' : ''}${clockText(Math.abs(whole))}.${String(Math.abs(whole) % 1000).padStart(3, '0')}`;
}

/** A length to the millisecond: `842 ms`, `3.120 s`, `1:02.345`. */
export function spanText(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 1000) return `${whole} ms`;
  return whole < 60_000 ? `${(whole / 1000).toFixed(3)} s` : msText(whole);
}
