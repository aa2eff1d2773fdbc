import { createReadStream } from 'node:fs';

// In place of a coder: what comes in, or lies in the file that it is told to read, goes out as it is, in pages of Ogg that
// say how long it plays. Run by long-call-child.ts.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc >>> 0;
});
/** 255 segments of 255 bytes: the most that a page holds. */
const MOST = 255 * 255;
/** Two sides of 16 bits, 8,000 a second; Opus counts 48 samples a millisecond. */
const BYTES_PER_MS = 32;

/** `-i subfile,,start,0,end,BYTES,,:PATH`, as ffmpeg takes it, or else `-i pipe:0`. */
const [, bytes, path] = /^subfile,,start,0,end,(\d+),,:(.*)$/.exec(process.argv[process.argv.indexOf('-i') + 1]) ?? [];
const input = path === undefined ? process.stdin : createReadStream(path, { end: Number(bytes) - 1 });

let pages = 0;
let taken = 0;
let rest = Buffer.alloc(0);

function page(body, flags) {
  const segments = Math.floor(body.length / 255) + (body.length < MOST ? 1 : 0);
  const header = Buffer.alloc(27 + segments, 255);
  header.write('OggS\0', 'latin1');
  header[5] = flags;
  header.writeBigInt64LE(BigInt(Math.round((taken / BYTES_PER_MS) * 48)), 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(pages, 18);
  header.writeUInt32LE(0, 22);
  header[26] = segments;
  if (body.length < MOST) header[26 + segments] = body.length % 255;
  const whole = Buffer.concat([header, body]);
  let crc = 0;
  for (const byte of whole) crc = ((crc << 8) ^ TABLE[((crc >>> 24) ^ byte) & 0xff]) >>> 0;
  whole.writeUInt32LE(crc, 22);
  pages += 1;
  return whole;
}

async function write(bytes) {
  if (!process.stdout.write(bytes)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

// Nothing is left out at its beginning (pre-skip 0).
await write(page(Buffer.from('OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0', 'latin1'), 2));
for await (const chunk of input) {
  rest = Buffer.concat([rest, chunk]);
  while (rest.length > MOST) {
    taken += MOST;
    await write(page(rest.subarray(0, MOST), 0));
    rest = rest.subarray(MOST);
  }
}
taken += rest.length;
await write(page(rest, 4));
