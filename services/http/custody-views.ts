import { rulesHash } from '../custody/custody.ts';
import type { Erasure, HoldRow, PurgeRun } from '../ports.ts';
import type { House } from './house.ts';
import type { CustodyState, ErasureCertificate, HoldView, PurgeReport } from './protocol.ts';

const LISTED = 200;

type Names = (userId: string) => string;

/** Names of people, whoever is still there, and of programs by their tokens. */
export async function namesOf(house: Pick<House, 'users' | 'tokens'>): Promise<Names> {
  const named = [...(await house.users.list()), ...(await house.tokens.list())];
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return (userId) => names.get(userId) ?? userId;
}

export const holdView = (row: HoldRow, name: Names): HoldView => ({ ...row, userName: name(row.userId) });

export function certificateOf(erasure: Erasure, name: Names): ErasureCertificate {
  const { by, from: address, state: _, attempts: __, ...rest } = erasure;
  const userId = by.kind === 'person' ? by.userId : null;
  return { ...rest, address, userId, userName: userId === null ? '' : name(userId) };
}

export function reportOf({ by, rules, ...rest }: PurgeRun, rulesNow: string): PurgeReport {
  return { ...rest, userId: by.kind === 'person' ? by.userId : null, current: rules === rulesNow };
}

export async function custodyState(house: House): Promise<CustodyState> {
  const { custody, ledger } = house;
  const name = await namesOf(house);
  const now = rulesHash(custody.rules());
  return {
    rules: custody.rules(),
    refusal: await custody.refusal(),
    runs: (await custody.purges(50)).map((run) => reportOf(run, now)),
    holds: (await custody.holds({ active: true, limit: LISTED })).map((row) => holdView(row, name)),
    erasures: (await custody.erasures(LISTED)).map((one) => certificateOf(one, name)),
    ledger: await ledger.head(),
    anchors: await house.anchors(),
  };
}
