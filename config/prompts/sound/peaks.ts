/** Peaks between the samples: what a telephone's converter makes of them (true peak, BS.1770-4 annex 2), and a limiter for them. */

const PHASES = 4;
const TAPS = 12;
/** How far the limiter looks ahead; the gain moves within this time. */
const AHEAD_S = 0.005;

/** An interpolation by four: a sinc under a Hann window, one row a phase. */
const rows: readonly Float64Array[] = Array.from({ length: PHASES }, (_, phase) => {
  const row = new Float64Array(TAPS);
  for (let tap = 0; tap < TAPS; tap += 1) {
    const x = tap - TAPS / 2 + 1 - phase / PHASES;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (TAPS / 2 + 1));
    row[tap] = (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  }
  return row;
});

/** The greatest amplitude at each sample and in the three places before the next. */
function amplitudes(samples: Float32Array): Float32Array {
  const found = new Float32Array(samples.length);
  for (let n = 0; n < samples.length; n += 1) {
    let most = Math.abs(samples[n] ?? 0);
    for (let phase = 1; phase < PHASES; phase += 1) {
      const row = rows[phase] as Float64Array;
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap += 1) sum += (samples[n + tap - TAPS / 2 + 1] ?? 0) * (row[tap] ?? 0);
      most = Math.max(most, Math.abs(sum));
    }
    found[n] = most;
  }
  return found;
}

/** The true peak, in dB below full scale. */
export function truePeak(samples: Float32Array): number {
  let most = 0;
  for (const one of amplitudes(samples)) most = Math.max(most, one);
  return 20 * Math.log10(Math.max(most, 1e-6));
}

/** Holds every peak below `ceiling` (dB) by turning the sound down around it, softly; what is below it is left as it is. */
export function limit(samples: Float32Array, rate: number, ceiling: number): Float32Array {
  const most = 10 ** (ceiling / 20);
  const ahead = Math.max(1, Math.round(AHEAD_S * rate));
  const wanted = amplitudes(samples).map((one) => (one > most ? most / one : 1));
  if (wanted.every((gain) => gain === 1)) return samples;
  // The least gain within reach on either side, then its mean over the same reach: it never exceeds what is wanted.
  const least = slidingLeast(wanted, ahead);
  const gains = slidingMean(least, ahead);
  return samples.map((sample, n) => sample * (gains[n] ?? 1));
}

function slidingLeast(values: Float32Array, reach: number): Float32Array {
  const found = new Float32Array(values.length);
  // Places whose values rise: the first is the least of the window.
  const places: number[] = [];
  let first = 0;
  for (let n = 0; n < values.length + reach; n += 1) {
    if (n < values.length) {
      while (places.length > first && (values[places[places.length - 1] ?? 0] ?? 1) >= (values[n] ?? 1)) places.pop();
      places.push(n);
    }
    while ((places[first] ?? n) < n - 2 * reach) first += 1;
    if (n >= reach) found[n - reach] = values[places[first] ?? 0] ?? 1;
  }
  return found;
}

function slidingMean(values: Float32Array, reach: number): Float32Array {
  const found = new Float32Array(values.length);
  const at = (n: number) => values[Math.min(values.length - 1, Math.max(0, n))] ?? 1;
  let sum = 0;
  for (let n = -reach; n <= reach; n += 1) sum += at(n);
  for (let n = 0; n < values.length; n += 1) {
    found[n] = sum / (2 * reach + 1);
    sum += at(n + reach + 1) - at(n - reach);
  }
  return found;
}
