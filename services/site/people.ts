import { isDeepStrictEqual } from 'node:util';
import type { Site, User } from '../core/site.ts';
import type { World } from '../core/world.ts';
import type { Logger, UsersStore } from '../ports.ts';

export type PeopleOptions = {
  readonly users: UsersStore;
  readonly world: () => World;
  /** Ends all sessions of somebody. */
  readonly endSessions: (userId: string) => Promise<void>;
  /** A password for somebody who has none yet, hashed; null: an administrator gives one. */
  readonly firstPassword: (user: User) => Promise<string | null>;
  /** Somebody who was kept for a call is gone now. */
  readonly left: () => Promise<void>;
  readonly log: Logger;
};

export type People = {
  /** Makes those who sign in those of the site. Who is not of it any more but in a call stays until its end. */
  readonly follow: (site: Site) => Promise<void>;
  /** Something happened: who stayed for a call may go. Never throws. */
  readonly look: () => void;
  /** Those who are kept for a call. */
  readonly staying: () => readonly User[];
};

/** Those who sign in, as the site has them. */
export function people(options: PeopleOptions): People {
  const { users, world, endSessions, log } = options;
  const staying = new Map<string, User>();

  const isBusy = (userId: string) => {
    const agent = world().agents.get(userId);
    return agent !== undefined && (agent.call !== null || agent.offer !== null || agent.wrapUp !== null);
  };
  const dismiss = async (userId: string) => {
    await users.retire(userId);
    await endSessions(userId);
  };
  const plain = ({ skills: _, ...user }: User): User => user;

  return {
    staying: () => [...staying.values()],
    follow: async (site) => {
      const known = new Map((await users.list()).map(({ passwordHash, ...user }) => [user.id, { user, passwordHash }]));
      staying.clear();
      const ofSite = new Set(site.users.map((one) => one.id));
      // First those who go, so that a login can be somebody else's at once.
      for (const [id, { user }] of known) {
        if (ofSite.has(id)) continue;
        if (isBusy(id)) staying.set(id, user);
        else await dismiss(id);
      }
      for (const written of site.users) {
        const user = plain(written);
        const before = known.get(user.id);
        if (before && before.passwordHash !== '' && isDeepStrictEqual(before.user, user)) continue;
        const passwordHash = before?.passwordHash || ((await options.firstPassword(user)) ?? '');
        await users.upsert({ ...user, passwordHash });
      }
    },
    look: () => {
      for (const id of staying.keys()) {
        if (isBusy(id)) continue;
        staying.delete(id);
        dismiss(id)
          .then(options.left)
          .catch((error: unknown) =>
            log.error({ err: error, userId: id }, 'somebody who was removed can still sign in'),
          );
      }
    },
  };
}
