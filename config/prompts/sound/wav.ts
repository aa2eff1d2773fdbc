const HEADER = 44;
const BYTES = 2;

/** Samples as a WAV file: 16 bit, one channel, a plain header, which is all that Asterisk's reader knows. */
export function wavOf(samples: Float32Array, rate: number): Buffer {
  const sound = Buffer.alloc(samples.length * BYTES);
  samples.forEach((sample, n) => {
    sound.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), n * BYTES);
  });
  return Buffer.concat([wavHeader(sound.length, rate), sound]);
}

/** What stands before so many bytes of 16-bit samples of one channel in a WAV file. */
export function wavHeader(bytes: number, rate: number): Buffer {
  const header = Buffer.alloc(HEADER);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER + bytes - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * BYTES, 28);
  header.writeUInt16LE(BYTES, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}

/** Length of such a file in ms. */
export function wavLengthMs(wav: Uint8Array): number {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  return wav.byteLength < HEADER ? 0 : ((wav.byteLength - HEADER) / view.getUint32(28, true)) * 1000;
}
