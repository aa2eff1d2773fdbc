import { createHmac } from 'node:crypto';
import { CentralitaError } from '../../services/core/errors.ts';
import { type KeySourceSettings, keySources } from './index.ts';
import type { KeySource, SourceContext } from './source.ts';

/** The master keys at hand. */
export type Keyring = {
  /** The one that wraps. */
  readonly current: () => Promise<Buffer>;
  /** The one with that id; null when none of the sources has it now. */
  readonly find: (id: string) => Promise<Buffer | null>;
};

/** Tells one master key from another without telling anything of the key: 8 hexadecimal digits. */
export function keyId(masterKey: Uint8Array): string {
  return createHmac('sha256', masterKey).update('centralita master key').digest('hex').slice(0, 8);
}

/**
 * The keys of these sources. Those that may change are read again whenever a key is needed to wrap, or one is not
 * known: a rotation by another program is taken up without a restart.
 */
export function openKeyring(settings: readonly KeySourceSettings[], context: SourceContext): Keyring {
  const [first] = settings;
  if (first === undefined)
    throw new CentralitaError('settings-invalid', 'keys.master names no source of the master key; add one.');
  const kept = new Map<KeySourceSettings, readonly Buffer[]>();
  const read = async (one: KeySourceSettings): Promise<readonly Buffer[]> => {
    const source = keySources[one.source] as KeySource<KeySourceSettings>;
    const before = kept.get(one);
    if (before !== undefined && !source.changes) return before;
    const keys = await source.read(one, context);
    kept.set(one, keys);
    return keys;
  };
  const among = (id: string) => [...kept.values()].flat().find((key) => keyId(key) === id) ?? null;
  return {
    current: async () => {
      const [key] = await read(first);
      if (key !== undefined) return key;
      throw new CentralitaError('master-key-missing', 'The first source in keys.master gives no key; correct it.');
    },
    find: async (id) => {
      const known = among(id);
      if (known !== null) return known;
      for (const one of settings) await read(one);
      return among(id);
    },
  };
}

/** A ring of one key, for programs that have it already. */
export function ringOf(...keys: readonly Buffer[]): Keyring {
  const [first] = keys;
  if (first === undefined) throw new Error('a ring needs a key');
  return { current: async () => first, find: async (id) => keys.find((key) => keyId(key) === id) ?? null };
}
