const RATE = 8_000;
const FRAME_BYTES = (RATE / 50) * 2;
/** Loudness (RMS, of 32,768) above which a frame may be speech, and by how much it must stand out of the line's noise. */
const LOUD = 300;
const ABOVE_NOISE = 3;
/** Frames of 20 ms: before speech, to begin, of silence to end, at most. */
const BEFORE = 15;
const BEGIN = 4;
const SILENCE = 30;
const LONGEST = 400;

/** Cuts sound (16 bit, 8 kHz) into stretches of speech: each comes to `said` when 0.6 s of silence follow, or after 8 s. */
export function utterances(said: (sound: Buffer) => void): (sound: Buffer) => void {
  let rest = Buffer.alloc(0);
  let frames: Buffer[] = [];
  let loudInARow = 0;
  let quietInARow = 0;
  let speaking = false;
  let noise = 0;
  const finish = () => {
    if (speaking) said(Buffer.concat(frames));
    frames = [];
    speaking = false;
    loudInARow = 0;
    quietInARow = 0;
  };
  const take = (frame: Buffer) => {
    const loudness = rms(frame);
    const isLoud = loudness > Math.max(LOUD, noise * ABOVE_NOISE);
    // The line's noise is followed slowly up and quickly down.
    if (!speaking) noise = loudness < noise ? loudness : noise + (loudness - noise) * 0.02;
    loudInARow = isLoud ? loudInARow + 1 : 0;
    quietInARow = isLoud ? 0 : quietInARow + 1;
    frames.push(frame);
    if (!speaking && loudInARow >= BEGIN) speaking = true;
    if (!speaking) frames = frames.slice(-BEFORE);
    else if (quietInARow >= SILENCE || frames.length >= LONGEST) finish();
  };
  return (sound) => {
    rest = Buffer.concat([rest, sound]);
    while (rest.length >= FRAME_BYTES) {
      take(Buffer.from(rest.subarray(0, FRAME_BYTES)));
      rest = rest.subarray(FRAME_BYTES);
    }
  };
}

function rms(frame: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 1 < frame.length; at += 2) sum += frame.readInt16LE(at) ** 2;
  return Math.sqrt(sum / (frame.length / 2));
}
