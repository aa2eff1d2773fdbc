import type { Call } from './call.ts';
import type { RecordingRule, RecordingSettings, Site } from './site.ts';
import { indexOf } from './site-index.ts';

export const usualRecording: RecordingSettings = { pauseSeconds: 300, bases: [], rules: [] };

/** What is recorded, and for how long it may pause. */
export function recordingOf(site: Site): RecordingSettings {
  return site.recording ?? usualRecording;
}

/** Whether the rules, or somebody's wish, have a call recorded as it stands now; of consent they say nothing. */
export function isToBeRecorded(call: Call, site: Site): boolean {
  if (call.voicemail === 'done') return false;
  // A message is there to be kept.
  if (call.voicemail === 'recording' || call.message) return true;
  if (call.demand !== null) return call.demand === 'start';
  const rule = recordingOf(site).rules.find((one) => holds(one, call, site));
  return !rule || lotOf(call.id) < rule.sample;
}

function holds(rule: RecordingRule, call: Call, site: Site): boolean {
  const { place } = call;
  const queueId = place.at === 'menu' ? null : place.queueId;
  const agentId = 'agentId' in place ? place.agentId : null;
  const among = (list: readonly string[] | undefined, one: string | null) =>
    list === undefined || (one !== null && list.includes(one));
  return (
    among(rule.services, call.serviceId) &&
    among(rule.directions, call.direction) &&
    among(rule.queues, queueId === '' ? null : queueId) &&
    among(rule.agents, agentId) &&
    (rule.lists?.some((list) => indexOf(site).lists.get(list)?.has(call.number)) ?? true) &&
    (rule.numbers?.some((number) => call.number.startsWith(number)) ?? true)
  );
}

/** A call's lot, from 0 to 1, the same as often as it is looked at (FNV-1a of its id, mixed once more). */
export function lotOf(callId: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < callId.length; n += 1) hash = Math.imul(hash ^ callId.charCodeAt(n), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
