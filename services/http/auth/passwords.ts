import { hash, verify } from '@node-rs/argon2';

/** Longer ones are not hashed: nobody types them. */
export const longestPassword = 200;

/**
 * argon2id with 19 MiB and two passes (OWASP's first choice, the package's default), on a thread of the pool.
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let nobody: Promise<string> | undefined;

/**
 * Whether a password is that of the hash. Without a hash (no such user) the same work is done and the answer is no, so
 * that the time tells nothing of who exists.
 */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password');
  const same = await verify(passwordHash ?? (await nobody), password);
  return same && passwordHash !== null;
}
