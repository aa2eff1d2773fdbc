/** A recording that can be heard, and its waveform. */
const seconds = 72;

function level(side, at) {
  if (at > 26 && at < 33.5) return 0;
  const turn = Math.floor(at / 4.5) % 2 === 0;
  if (at < 15.7) return side === 'left' ? 0.08 : 0.25;
  return (side === 'left') === turn ? 0.35 + 0.45 * Math.abs(Math.sin(at * 3.1) * Math.cos(at * 1.7)) : 0.02;
}

export function waveform() {
  const stepMs = 50;
  const at = Array.from({ length: (seconds * 1000) / stepMs }, (_, index) => (index * stepMs) / 1000);
  return { stepMs, left: at.map((one) => level('left', one)), right: at.map((one) => level('right', one)) };
}

export function toneWav() {
  const rate = 8000;
  const frames = rate * seconds;
  const wav = Buffer.alloc(44 + frames * 4);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + frames * 4, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(frames * 4, 40);
  for (let index = 0; index < frames; index += 1) {
    const at = index / rate;
    wav.writeInt16LE(Math.round(Math.sin(at * 2764) * level('left', at) * 8000), 44 + index * 4);
    wav.writeInt16LE(Math.round(Math.sin(at * 5529) * level('right', at) * 8000), 46 + index * 4);
  }
  return wav;
}
