import { CentralitaError } from '../../core/errors.ts';

type Sentence = readonly [code: string, sentence: string];

const unreachable: Sentence = [
  'database-unreachable',
  'it cannot be reached: check that PostgreSQL runs there and that its address and port are right',
];

const sentences: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ENOENT: unreachable,
  // It starts, or it stops.
  '57P03': ['database-unreachable', 'PostgreSQL is starting or stopping: try again in a moment'],
  '28P01': ['database-refused', 'the password is wrong: correct it in the setting `database`'],
  '28000': ['database-refused', 'this user may not connect: correct the user, or pg_hba.conf on the server'],
  '3D000': ['database-missing', 'there is no such database: make it with `createdb`, or correct its name'],
  '42501': ['database-refused', 'this user may not do that there: make them the owner of the database'],
  '53100': ['disk-full', 'the disk of the server is full: free some space, nothing was half written'],
  '53300': ['database-busy', 'it has no connection left: raise max_connections, or end what else uses them'],
  '25006': ['database-unusable', 'it is read-only, as a standby is: name the primary server'],
};

/** Where a database is, without its password. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = hostname === '' ? (searchParams.get('host') ?? 'this machine') : hostname;
    return `${decodeURIComponent(pathname.slice(1))} on ${host}${port === '' ? '' : `:${port}`}`;
  } catch {
    return 'of the setting `database`';
  }
}

/** An error of PostgreSQL as a sentence that says what to do; what is not known is passed on as it is. */
export function postgresError(error: unknown, url: string): unknown {
  if (error instanceof CentralitaError || !(error instanceof Error)) return error;
  const known = sentenceOf(error);
  if (known === undefined) return error;
  return new CentralitaError(known[0], `The PostgreSQL database ${placeOf(url)}: ${known[1]}.`, { cause: error });
}

function sentenceOf(error: Error): Sentence | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code in sentences) return sentences[code];
  // An address that is several addresses, none of which answers.
  if (error instanceof AggregateError) return error.errors.map((one) => sentenceOf(one as Error)).find(Boolean);
  if (/timeout expired|timeout exceeded when trying to connect/.test(error.message)) return unreachable;
  if (/password must be a string|no password/i.test(error.message))
    return ['database-refused', 'it wants a password: write it into the setting `database`, or into PGPASSWORD'];
  return undefined;
}
