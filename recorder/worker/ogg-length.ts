/** Ogg's own CRC-32 (RFC 3533): polynomial 0x04c11db7, highest bit first, nothing inverted. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc >>> 0;
});

const HEADER = 27;
const CHECKSUM = 22;
/** Opus counts its samples at 48 kHz, whatever it was given (RFC 7845). */
const SAMPLES_PER_MS = 48;

function checksum(page: Buffer): number {
  let crc = 0;
  for (let at = 0; at < page.length; at += 1) {
    const byte = at >= CHECKSUM && at < CHECKSUM + 4 ? 0 : (page[at] as number);
    crc = ((crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 0xff] as number)) >>> 0;
  }
  return crc;
}

/**
 * How long a file of Ogg Opus plays (ms), by its pages: each has to be whole (its checksum), follow the one before, and the
 * last has to say that it is the last. Null where anything of that is not so. Far cheaper than decoding, which would say
 * no more of bytes that came from the encoder as they are.
 */
export async function oggLength(source: AsyncIterable<Uint8Array>): Promise<number | null> {
  let rest = Buffer.alloc(0);
  let pages = 0;
  let serial = 0;
  let preSkip = 0;
  let granule = 0;
  let last = false;
  const take = (page: Buffer, body: number): boolean => {
    if (last || page.readUInt32LE(CHECKSUM) !== checksum(page) || page.readUInt32LE(18) !== pages) return false;
    if (pages === 0) {
      if (page.toString('latin1', body, body + 8) !== 'OpusHead') return false;
      serial = page.readUInt32LE(14);
      preSkip = page.readUInt16LE(body + 10);
    }
    if (page.readUInt32LE(14) !== serial) return false;
    const position = page.readBigInt64LE(6);
    // −1: no packet ends on this page.
    if (position >= 0n) granule = Number(position);
    last = ((page[5] as number) & 4) !== 0;
    pages += 1;
    return true;
  };
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER) {
      if (rest.toString('latin1', 0, 4) !== 'OggS' || rest[4] !== 0) return null;
      const body = HEADER + (rest[26] as number);
      if (rest.length < body) break;
      const end = rest.subarray(HEADER, body).reduce((sum, size) => sum + size, body);
      if (rest.length < end) break;
      if (!take(rest.subarray(0, end), body)) return null;
      rest = rest.subarray(end);
    }
  }
  return last && rest.length === 0 ? (granule - preSkip) / SAMPLES_PER_MS : null;
}
