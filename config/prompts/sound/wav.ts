const HEADER = 44;
const BYTES = 2;

/** Samples as a WAV file: 16 bit, one channel, a plain header, which is all that Asterisk's reader knows. */
export function wavOf(samples: Float32Array, rate: number): Buffer {
  const wav = Buffer.alloc(HEADER + samples.length * BYTES);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * BYTES, 28);
  wav.writeUInt16LE(BYTES, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples.length * BYTES, 40);
  samples.forEach((sample, n) => {
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), HEADER + n * BYTES);
  });
  return wav;
}

/** Length of such a file in ms. */
export function wavLengthMs(wav: Uint8Array): number {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  return wav.byteLength < HEADER ? 0 : ((wav.byteLength - HEADER) / view.getUint32(28, true)) * 1000;
}
