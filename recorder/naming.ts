import type { NamePlace } from '../config/publication-schema.ts';
import { localTime } from '../services/core/schedule.ts';
import type { CallRow } from '../services/http/protocol.ts';

/** By service and day: people look for a call by the day it was at the service. */
export const USUAL_NAME = '{service}/{year}/{month}/{day}/{recording}';

const LONGEST_VALUE = 100;

/**
 * The name of a published file without its ending. What callers and systems outside wrote (a number, an id) is reduced
 * to letters, digits and `_ + - .`: no value can leave its folder, hide, or be told from a folder's name.
 */
export function nameFrom(
  template: string,
  call: CallRow,
  recording: { readonly recordingId: string; readonly startedAt: number; readonly timeZone: string },
): string {
  const { date, minute } = localTime(recording.startedAt, recording.timeZone);
  const [year = '', month = '', day = ''] = date.split('-');
  const two = (value: number) => String(value).padStart(2, '0');
  const values: Readonly<Record<NamePlace, string | null>> = {
    service: call.serviceId,
    queue: call.queueId,
    agent: call.agentId,
    direction: call.direction,
    number: call.number,
    dialled: call.dialled,
    outcome: call.outcome,
    result: call.result,
    year,
    month,
    day,
    hour: two(Math.floor(minute / 60)),
    minute: two(minute % 60),
    second: two(Math.floor(recording.startedAt / 1000) % 60),
    call: call.id,
    recording: recording.recordingId,
  };
  return template.replace(/\{(\w+)\}/g, (_, place: NamePlace) => safe(values[place] ?? null));
}

/** A value as a part of a file's name. */
export function safe(value: string | null): string {
  const plain = (value ?? '').normalize('NFC').replace(/[^\p{L}\p{N}_+.-]+/gu, '_');
  const cut = plain.replace(/\.{2,}/g, '_').replace(/^\.|\.$/g, '_');
  return [...cut].slice(0, LONGEST_VALUE).join('') || 'none';
}
