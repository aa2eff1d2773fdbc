import type { Call } from '../call.ts';
import { CentralitaError } from '../errors.ts';
import type { CallbackNumber } from '../flow.ts';
import { isOpen, type OpeningHours } from '../schedule.ts';
import type { Queue, Site } from '../site.ts';
import { indexOf } from '../site-index.ts';
import type { Turn } from '../turn.ts';
import type { World } from '../world.ts';
import { queueOf } from './queue.ts';

/** Whether agents and call-backs may dial a number (E.164). */
export function isAllowed({ outbound }: Site, number: string): boolean {
  return outbound.allowed.some((prefix) => number.startsWith(prefix));
}

/** Open call-backs of a number, over all queues. Few are ever asked for at once: looked for when somebody asks. */
export function openCallbacks(world: World, number: string): readonly Call[] {
  return [...world.calls.values()].filter((call) => call.direction === 'callback' && call.number === number);
}

/** What a caller who left the queue by a key may be called back on. */
export function callbackNumber(turn: Turn, call: Call, written: string): CallbackNumber {
  const { site, numbers, world, now } = turn;
  const read = numbers.read(written, site.outbound.region);
  if (!read) return { refused: 'invalid' };
  const { number, spoken, premium } = read;
  if (site.outbound.trunk === null || premium || !isAllowed(site, number)) return { refused: 'not-allowed' };
  const limits = call.left && queueOf(turn, call.left.queueId)?.callback;
  if (!limits) return { refused: 'not-allowed' };
  const asks = (world.callbackAsks.get(number) ?? []).filter((at) => at > now - 86_400_000);
  const isOften = openCallbacks(world, number).length >= limits.perNumber || asks.length >= limits.perDay;
  return isOften ? { refused: 'limit' } : { number, spoken };
}

/** When people of a queue may be called: its own hours, or else its service's. */
export function callbackHours(site: Site, queue: Queue): OpeningHours | null {
  return queue.hours ?? indexOf(site).services.get(queue.service)?.hours ?? null;
}

/** The longest that a call-back is planned ahead, in days. */
const daysAhead = 60;

/**
 * Whether somebody of the centre may ask for a call-back.
 * @param number E.164.
 * @param at When it is wanted (ms since the epoch).
 * @throws CentralitaError with what to do about it.
 */
export function checkCallback(turn: Turn, queueId: string, number: string, at: number): void {
  const { site, world, now } = turn;
  const queue = queueOf(turn, queueId);
  if (!queue) throw new CentralitaError('unknown-queue', `There is no queue ${queueId}; choose one of the list.`);
  if (!/^\+[1-9]\d{5,14}$/.test(number))
    throw new CentralitaError('number-invalid', `"${number}" is no telephone number; write it with its country.`);
  if (site.outbound.trunk === null)
    throw new CentralitaError('no-outside-line', 'The site has no line for outside calls; set outbound.trunk.');
  if (!isAllowed(site, number) || turn.numbers.read(number, site.outbound.region)?.premium)
    throw new CentralitaError('number-not-allowed', `${number} may not be dialled; see outbound.allowed of the site.`);
  if (openCallbacks(world, number).length >= queue.callback.perNumber)
    throw new CentralitaError('callback-open', `${number} has a call-back that is still open; cancel it first.`);
  if (at > now + daysAhead * 86_400_000)
    throw new CentralitaError('callback-too-late', `A call-back is planned at most ${daysAhead} days ahead.`);
  const hours = callbackHours(site, queue);
  if (hours && !isOpen(hours, at))
    throw new CentralitaError('callback-closed', 'The queue is closed then; choose a time within its hours.');
}
