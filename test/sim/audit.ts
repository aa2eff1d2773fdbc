import type { Call } from '../../services/core/call.ts';
import type { Site } from '../../services/core/site.ts';
import type { World } from '../../services/core/world.ts';
import type { SimulatedAsterisk } from './asterisk.ts';
import { heardSides, unconsented } from './consent-rules.ts';
import type { Ledger } from './ledger.ts';

/** How long world and Asterisk may differ where nothing goes wrong: news and requests are under way, in ms. */
export const settleMs = 5_000;
/** Looks so far apart: two that differ by chance in the same way, before and after an agreement, are not one difference. */
export const lookMs = 1_250;

/** Who is held against whom, and by which books. */
type Audited = {
  readonly world: World;
  readonly asterisk: SimulatedAsterisk;
  readonly site: Site;
  readonly ledger: Ledger;
};

/**
 * 7: world and Asterisk are one. Whatever differs is noted, and is a breach when it still does after the time in which
 * everything settles. A fault in between begins the time anew.
 */
export class Audit {
  #since = new Map<string, number>();
  readonly #breach: (sentence: string) => void;

  constructor(breach: (sentence: string) => void) {
    this.#breach = breach;
  }

  /** Something went wrong on purpose. */
  forgive(): void {
    this.#since.clear();
  }

  look({ world, asterisk, site, ledger }: Audited, now: number): void {
    const before = this.#since;
    const since = new Map<string, number>();
    for (const difference of differences({ world, asterisk, site, ledger })) {
      const first = before.get(difference) ?? now;
      since.set(difference, first);
      if (now - first >= settleMs) this.#breach(`7: for ${now - first} ms ${difference}`);
    }
    this.#since = since;
  }
}

function* differences({ world, asterisk, site, ledger }: Audited): Generator<string> {
  for (const [legId, leg] of asterisk.legs)
    if (!world.legs.has(legId)) yield `Asterisk has the leg ${legId} (${leg.kind}), of which the world knows nothing`;
  for (const [legId, role] of world.legs) {
    const call = world.calls.get(role.callId);
    if (role.kind === 'caller' && call?.leg === 'none') continue;
    if (role.kind === 'snoop' && !hears(call, legId)) continue;
    if (!asterisk.legs.has(legId)) yield `the world has the ${role.kind} leg ${legId}, which is gone`;
  }
  const bridges = new Set<string>();
  for (const call of world.calls.values()) {
    const { place, legId, id } = call;
    if ('bridgeId' in place) bridges.add(place.bridgeId);
    const caller = asterisk.legs.get(legId);
    if (place.at === 'conversation') {
      for (const { bridgeId } of place.watchers) bridges.add(bridgeId);
      const agent = asterisk.legs.get(place.agentLegId);
      const apart = place.held;
      if (agent && agent.bridge !== place.bridgeId) yield `the agent of ${id} is not in its bridge (${place.bridgeId})`;
      if (caller && agent && !apart && caller.bridge !== place.bridgeId)
        yield `the caller of ${id} does not hear the agent`;
      if (caller && apart && caller.bridge === place.bridgeId) yield `the caller of ${id} is held and hears the agent`;
      if (caller && caller.music !== apart)
        yield `the caller of ${id} hears ${caller.music ? 'music over' : 'nothing for'} the agent`;
      yield* partiesOf(world, asterisk, call.id);
      if (agent && !agent.up) yield `the agent of ${id} talks on a leg that is not up`;
    }
    if (place.at === 'outside' && caller) {
      const outside = asterisk.legs.get(place.legId);
      const together = caller.bridge === place.bridgeId && outside?.bridge === place.bridgeId;
      if (outside && place.state === 'here' && !together) yield `the caller of ${id} does not hear the outside number`;
      if (caller.music !== (place.state === 'ringing')) yield `the music of ${id}, sent outside, is wrong`;
    }
    const waits = (place.at === 'queue' || place.at === 'kept') && call.leg === 'here' && !call.playing;
    if (waits && caller && !caller.music) yield `the caller of ${id} waits without music`;
    if (place.at === 'menu' && caller?.music) yield `the caller of ${id} hears music in the menu`;
    const capture = call.recording?.capture;
    if (capture?.state === 'running' && !capture.stopAsked && caller && !asterisk.captures.has(capture.captureId))
      yield `the part ${capture.captureId} runs for the world alone`;
    if (call.playing && caller && !asterisk.playbacks.has(call.playing))
      yield `${call.playing} plays for the world alone`;
  }
  for (const bridgeId of asterisk.bridges.keys())
    if (!bridges.has(bridgeId)) yield `Asterisk has the bridge ${bridgeId}, of which the world knows nothing`;
  for (const [captureId, taken] of asterisk.captures) {
    const { legId } = taken;
    const role = world.legs.get(legId);
    const call = role && world.calls.get(role.callId);
    if (call && call.recording?.capture?.captureId !== captureId)
      yield `${captureId} is taken and the world does not know`;
    if (!call || call.recording?.capture?.captureId !== captureId) continue;
    const { silent, muteAsked } = { silent: taken.silent, muteAsked: call.recording.capture.muteAsked };
    const kept = heardSides(silent);
    if (call.sensitive && (kept.caller || kept.others)) yield `${captureId} is taken in a sensitive step`;
    if (call.pause && (kept.caller || kept.others)) yield `${captureId} is taken in a pause`;
    for (const wrong of unconsented({ call, site, ledger, kept })) yield `${captureId} is taken and ${wrong}`;
    const wanted = call.recording.capture.silent;
    if (!muteAsked && (silent.caller !== wanted.caller || silent.others !== wanted.others))
      yield `${captureId} is silent where it is not to be`;
  }
  for (const agent of world.agents.values())
    if (agent.reachable !== asterisk.reachable.has(agent.id))
      yield `the telephone of ${agent.id} is ${agent.reachable ? 'gone' : 'there'} and the world thinks otherwise`;
}

/** Those who were asked into a conversation, or listen to it. */
function* partiesOf(world: World, asterisk: SimulatedAsterisk, callId: string): Generator<string> {
  const place = world.calls.get(callId)?.place;
  if (place?.at !== 'conversation') return;
  const { third, watchers, bridgeId: own } = place;
  const bridgeOf = (legId: string) => asterisk.legs.get(legId)?.bridge;
  if (third?.state === 'here' && bridgeOf(third.legId) !== own) yield `the third of ${callId} is not in its bridge`;
  for (const { userId, state, mode, legId, snoopId, bridgeId } of watchers) {
    if (state === 'ringing') continue;
    if (bridgeOf(legId) !== (mode === 'barge' ? own : bridgeId)) yield `${userId} does not hear ${callId}`;
    if (mode !== 'barge' && bridgeOf(snoopId) !== bridgeId) yield `the leg that lets ${userId} hear ${callId} is apart`;
  }
}

/** A supervisor who barged in, or whose telephone rings, needs no leg that hears. */
function hears(call: Call | undefined, snoopId: string): boolean {
  if (call?.place.at !== 'conversation') return false;
  const watcher = call.place.watchers.find((one) => one.snoopId === snoopId);
  return watcher?.state === 'here' && watcher.mode !== 'barge';
}
