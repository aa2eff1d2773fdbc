import { CentralitaError } from '../../services/core/errors.ts';

/** 32 bytes written as 64 hexadecimal digits or as base64. `where` begins the sentence of the error. */
export function keyFromText(text: string, where: string): Buffer {
  const word = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(word) ? Buffer.from(word, 'hex') : Buffer.from(word, 'base64');
  if (key.length === 32 && /^[0-9a-zA-Z+/=_-]+$/.test(word)) return key;
  throw new CentralitaError(
    'master-key-damaged',
    `${where} does not hold a master key: write its 32 bytes as 64 hexadecimal digits or as base64.`,
  );
}
