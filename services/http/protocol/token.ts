/** What a program may do. Each route names the one it needs; a route that names none is for people. */
export type Scope =
  /** Find recordings and calls, read what is known of them. */
  | 'recordings:read'
  /** Hear and download them. */
  | 'recordings:listen'
  /** Tags, tickets, notes. */
  | 'recordings:tag'
  | 'recordings:hold'
  | 'recordings:publish'
  | 'recordings:erase'
  /** Consent, pauses and recording on demand of calls in progress: a payment page. */
  | 'calls:control'
  /** Evaluations and trends. */
  | 'quality:read'
  /** Addresses that are told of events. */
  | 'webhooks:manage';

/** A token of a program, without the token. Times are ms since the epoch. */
export type ApiToken = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** To the hour. */
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
};

/** `token` is shown this once. */
export type NewApiToken = ApiToken & { readonly token: string };
