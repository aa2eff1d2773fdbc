import type { Hash } from 'node:crypto';
import { ReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';

/** The same bytes, counted into a hash as they pass. */
export async function* hashed(source: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The same bytes in pieces of at least this size, but for the last: what each piece costs on its way is the same for small ones. */
export async function* gathered(source: AsyncIterable<Uint8Array>, leastBytes: number): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of source) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes < leastBytes) continue;
    yield Buffer.concat(pieces, bytes);
    pieces = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(pieces, bytes);
}

// `ReadableStream.from` asks for the next piece when it is wanted; `Readable.toWeb` goes on giving to a stream that was closed
// because a file is damaged, and ends the thread with that (Node 20).
/** The plain bytes of an age file. Throws age-encryption's own error where the file was altered or the key is another. */
export async function* decrypted(source: AsyncIterable<Uint8Array>, identity: string): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const plain = await decrypter.decrypt(ReadableStream.from(source));
  yield* plain as AsyncIterable<Uint8Array>;
}

/** Encrypted for these public age keys. */
export async function* encrypted(
  source: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  for (const one of recipients) encrypter.addRecipient(one);
  const cipher = await encrypter.encrypt(ReadableStream.from(source));
  yield* cipher as AsyncIterable<Uint8Array>;
}
