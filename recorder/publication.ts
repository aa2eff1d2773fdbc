import { join } from 'node:path';
import type { SiteFile } from '../config/site.ts';
import { localTime } from '../services/core/schedule.ts';
import type { CallsRead, RecordingsStore } from '../services/ports.ts';
import { DestinationError, type Publication } from './destinations/destination.ts';

/** Destinations that the site's rules name for a service. */
export function destinationsFor(site: SiteFile, serviceId: string): SiteFile['destinations'] {
  const named = new Set(
    site.publication
      .filter((rule) => rule.services === undefined || rule.services.includes(serviceId))
      .map((rule) => rule.destination),
  );
  return site.destinations.filter((destination) => named.has(destination.id));
}

/**
 * What is published of a recording. No number and no name of the caller leaves with it.
 * @throws DestinationError when the recording or its call is not there.
 */
export async function describePublication(
  source: {
    readonly dataFolder: string;
    readonly site: SiteFile;
    readonly recordings: RecordingsStore;
    readonly calls: Pick<CallsRead, 'detail'>;
  },
  recordingId: string,
): Promise<Publication> {
  const row = await source.recordings.sealed(recordingId);
  const detail = row === null ? null : await source.calls.detail(row.callId);
  const captures = await source.recordings.captures(recordingId);
  if (row === null || detail === null || captures.length === 0) {
    throw new DestinationError(
      'recording-not-found',
      `Recording ${recordingId} or its call is not in the database any more, so there is nothing to publish.`,
      { lasting: true },
    );
  }
  const { call } = detail;
  const service = source.site.services.find((one) => one.id === call.serviceId);
  const timeZone = service?.hours.timeZone ?? 'UTC';
  const startedAt = Math.min(...captures.map((one) => one.startedAt));
  // People look for a call by the day it was at the service.
  const day = localTime(startedAt, timeZone).date.split('-').join('/');
  return {
    recordingId,
    callId: row.callId,
    path: join(source.dataFolder, row.path),
    bytes: row.bytes,
    sha256: row.sha256,
    name: `${call.serviceId}/${day}/${recordingId}.age`,
    sidecar: {
      version: 1,
      recordingId,
      callId: row.callId,
      service: { id: call.serviceId, name: service?.name ?? call.serviceName, timeZone },
      callStartedAt: new Date(call.rangAt).toISOString(),
      recordingStartedAt: new Date(startedAt).toISOString(),
      durationMs: row.durationMs,
      file: `${recordingId}.age`,
      format: 'age; Ogg Opus stereo, caller left, agent right',
      recipient: row.recipient,
      bytes: row.bytes,
      sha256: row.sha256,
    },
  };
}
