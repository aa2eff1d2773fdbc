import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Role, Site } from '../services/core/site.ts';
import { dataPaths, guardWrites, writePrivateFile } from './data-folder.ts';

/** Somebody of the site who can sign in at the first start. */
export interface DemoUser {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: string;
  readonly phone?: 'browser' | 'sip';
  readonly password: string;
}

/** No letters or digits that are easily confused: 20 of these 31 carry 99 bits. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * The site's users with the passwords of `data/demo-users.txt` (mode 0600). Users that the file lacks get a random
 * one, which is written there. The store takes over those it does not know; a password changed later is not undone.
 */
export function demoUsers(dataDir: string, site: Site): readonly DemoUser[] {
  const path = dataPaths(dataDir).demoUsers;
  const known = existsSync(path) ? readPasswords(readFileSync(path, 'utf8')) : new Map<string, string>();
  const users = site.users.map((user) => ({ ...user, password: known.get(user.login) ?? randomPassword() }));
  if (users.some((user) => !known.has(user.login))) {
    guardWrites(dataDir, () => writePrivateFile(path, demoUsersText(users)));
  }
  return users;
}

/** One line a user: login, password, roles. */
export function demoUsersText(users: readonly DemoUser[]): string {
  return users.map((user) => `${user.login}\t${user.password}\t${user.roles.join(', ')}\n`).join('');
}

function readPasswords(text: string): Map<string, string> {
  const rows = text.split('\n').map((line) => line.split('\t'));
  return new Map(rows.flatMap(([login, password]) => (login && password ? [[login, password] as const] : [])));
}

function randomPassword(): string {
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  );
  return groups.join('-');
}
