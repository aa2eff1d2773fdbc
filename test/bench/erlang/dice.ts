/** Seeded random numbers in [0, 1): sfc32, whose period is far beyond what a run takes. */
export function dice(seed: number): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = Math.imul(seed, 0x85ebca6b) | 0;
  let counter = 1;
  const next = () => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    c |= 0;
    return (out >>> 0) / 4294967296;
  };
  for (let round = 0; round < 20; round += 1) next();
  return next;
}

/** Exponential with mean 1. */
export const exponential = (random: () => number): number => -Math.log(1 - random());
