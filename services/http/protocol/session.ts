import type { Role } from '../../core/site.ts';

export type Session = {
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly language: string;
  };
  /** Ms since the epoch. */
  readonly expiresAt: number;
};

/** What JsSIP needs. `callTo` is the demo line for the caller's page. */
export type PhoneAccount = {
  readonly websocketUrl: string;
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly callTo: string | null;
};
