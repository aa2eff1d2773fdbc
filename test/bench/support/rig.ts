import { readFileSync } from 'node:fs';
import { agentEndpoint } from '../../../config/asterisk/pjsip-conf.ts';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { Fleet, type FleetOptions, registerAccounts } from '../../support/fleet/fleet.ts';
import { AGENTS_ADDRESS, CALLERS_ADDRESS, LINE } from './site.ts';

/** How the telephones of all agents behave: ms. */
export type Manners = { readonly ring: number; readonly settle: number; readonly talk: number };
/** How callers behave once they are answered: ms. */
export type Stay = { readonly stay: number };

/** An exchange that distributes calls to agents: ours, or `app_queue`. */
export type Exchange = {
  readonly name: 'ours' | 'app_queue';
  readonly sipPort: number;
  readonly agents: readonly string[];
  readonly password: (account: string) => string;
  /** Resolves when every agent's telephone is known to be there, and the agent free. */
  readonly ready: () => Promise<void>;
  readonly cli: (command: string) => Promise<string>;
  readonly asteriskPid: () => number;
  /** None where Asterisk distributes by itself. */
  readonly controllerPid: () => number | null;
  readonly close: () => Promise<void>;
};

/** The telephones of agents, registered; `ready` still has to be waited for. */
export async function agentFleet(
  exchange: Pick<Exchange, 'sipPort' | 'password'>,
  ids: readonly string[],
  manners: Manners,
  more: Partial<FleetOptions> = {},
): Promise<Fleet> {
  const port = await freePort(AGENTS_ADDRESS);
  const accounts = ids.map((id) => ({ username: agentEndpoint(id), password: exchange.password(agentEndpoint(id)) }));
  await registerAccounts(exchange.sipPort, AGENTS_ADDRESS, port, accounts);
  return Fleet.start({
    scenario: 'agents',
    words: manners,
    sipPort: exchange.sipPort,
    address: AGENTS_ADDRESS,
    port,
    ...more,
  });
}

let fleets = 0;

/** Callers of the line, each with a number of its own. */
export function callerFleet(
  exchange: Pick<Exchange, 'sipPort'>,
  stay: Stay,
  more: Partial<FleetOptions> & { readonly line?: string } = {},
): Promise<Fleet> {
  fleets += 1;
  const { line = LINE, ...options } = more;
  return Fleet.start({
    scenario: 'callers',
    words: { line, prefix: 600_000 + fleets, ...stay },
    sipPort: exchange.sipPort,
    address: CALLERS_ADDRESS,
    ...options,
  });
}

/** Channels that Asterisk has now. */
export async function channelsOf(exchange: Pick<Exchange, 'cli'>): Promise<number> {
  const text = await exchange.cli('core show channels count');
  return Number(/(\d+) active channel/.exec(text)?.[1] ?? Number.NaN);
}

/** Processor time that a process has used so far, and its memory; ms, bytes. */
export function usageOf(pid: number): { readonly cpuMs: number; readonly memory: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name in parentheses; utime and stime are the 14th and 15th, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const memory = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, memory };
}
