import type { Phones } from './house.ts';

export type PhoneOptions = {
  /** What browsers dial, such as `wss://host/ws`. */
  readonly websocketUrl: string;
  /** SIP domain of the accounts. */
  readonly domain: string;
  /** SIP password of an account by its name. */
  readonly password: (account: string) => string;
  /** The caller's page: its account and the number it calls; null when it is off. */
  readonly demo: { readonly account: string; readonly callTo: string } | null;
};

/** The accounts with which JsSIP registers. An agent's is `agent-<id>`. */
export function phonesOf({ websocketUrl, domain, password, demo }: PhoneOptions): Phones {
  const account = (username: string, callTo: string | null) => ({
    websocketUrl,
    uri: `sip:${username}@${domain}`,
    username,
    password: password(username),
    callTo,
  });
  return {
    ofAgent: (userId) => account(`agent-${userId}`, null),
    demo: () => demo && account(demo.account, demo.callTo),
  };
}
