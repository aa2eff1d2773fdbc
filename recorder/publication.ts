import type { SiteFile } from '../config/site.ts';
import type { CallDetail } from '../services/http/protocol.ts';
import type { CallsRead, OutboxRow, RecordingsStore, SealedRow } from '../services/ports.ts';
import { DestinationError, type Publication, sidecarName } from './destinations/destination.ts';
import { nameFrom, USUAL_NAME } from './naming.ts';
import { type Preparer, planned, prepareFile, readPrepared } from './prepare.ts';
import { ruleOf, zoneOf } from './rules.ts';

export type PublicationSource = {
  readonly site: SiteFile;
  readonly recordings: Pick<RecordingsStore, 'sealed' | 'captures'>;
  readonly calls: Pick<CallsRead, 'detail'>;
  readonly preparer: Preparer;
};

/** A sealed recording with its call, and when its audio begins (ms since the epoch). */
export type Described = {
  readonly sealed: SealedRow;
  readonly call: CallDetail['call'];
  readonly startedAt: number;
};

/** @throws DestinationError when the recording or its call is not there. */
export async function describeRecording(
  source: Pick<PublicationSource, 'recordings' | 'calls'>,
  recordingId: string,
): Promise<Described> {
  const sealed = await source.recordings.sealed(recordingId);
  const detail = sealed === null ? null : await source.calls.detail(sealed.callId);
  const captures = await source.recordings.captures(recordingId);
  if (sealed === null || detail === null || captures.length === 0) {
    throw new DestinationError(
      'recording-not-found',
      `Recording ${recordingId} or its call is not in the database any more, so there is nothing to publish.`,
      { lasting: true },
    );
  }
  return { sealed, call: detail.call, startedAt: Math.min(...captures.map((one) => one.startedAt)) };
}

/**
 * What a row of the outbox publishes, and how that is to be kept in the row. No name of the caller leaves with it, and no
 * number but where the site's naming template asks for it.
 * @throws DestinationError, CentralitaError where it cannot be made.
 */
export async function describePublication(
  source: PublicationSource,
  row: Pick<OutboxRow, 'id' | 'recordingId' | 'destination' | 'prepared'>,
): Promise<{ readonly publication: Publication; readonly prepared: string }> {
  const described = await describeRecording(source, row.recordingId);
  const { sealed, call, startedAt } = described;
  const timeZone = zoneOf(source.site, call.serviceId);
  const rule = ruleOf(source.site, call, row.destination);
  const { recordingId } = row;
  const base = () => nameFrom(rule.name ?? USUAL_NAME, call, { recordingId, startedAt, timeZone });
  const before = readPrepared(row) ?? planned(rule, base());
  const { path, prepared } = await prepareFile(source.preparer, row.id, sealed, before);
  const { bytes, sha256 } = prepared;
  if (bytes === null || sha256 === null) throw new Error(`${row.id} was prepared without a size and a hash.`);
  const publication = {
    recordingId,
    callId: sealed.callId,
    path,
    bytes,
    sha256,
    name: prepared.name,
    sidecar: sidecarOf(source.site, described, { ...prepared, bytes, sha256 }),
    withSidecar: prepared.sidecar,
  };
  return { publication, prepared: JSON.stringify(prepared) };
}

type Sent = Pick<ReturnType<typeof planned>, 'name' | 'format' | 'encryptFor'> & {
  readonly bytes: number;
  readonly sha256: string;
};

/** The facts of a recording that travel beside it. */
export function sidecarOf(site: SiteFile, { sealed, call, startedAt }: Described, sent: Sent): Publication['sidecar'] {
  const service = site.services.find((one) => one.id === call.serviceId);
  return {
    version: 1,
    recordingId: sealed.recordingId,
    callId: sealed.callId,
    service: { id: call.serviceId, name: service?.name ?? call.serviceName, timeZone: zoneOf(site, call.serviceId) },
    callStartedAt: new Date(call.rangAt).toISOString(),
    recordingStartedAt: new Date(startedAt).toISOString(),
    durationMs: sealed.durationMs,
    file: sent.name.slice(sent.name.lastIndexOf('/') + 1),
    format: formatWords(sent),
    recipient: sent.format === 'sealed' ? sealed.recipient : sent.encryptFor.join(' ') || null,
    bytes: sent.bytes,
    sha256: sent.sha256,
  };
}

const audioWords = { sealed: 'Ogg Opus', opus: 'Ogg Opus', mp3: 'MP3', wav: 'WAV' } as const;

function formatWords({ format, encryptFor }: Pick<Sent, 'format' | 'encryptFor'>): string {
  const age = format === 'sealed' || encryptFor.length > 0 ? 'age; ' : '';
  return `${age}${audioWords[format]} stereo, caller left, agent right`;
}

/** Both names that a publication takes at its destination. */
export function namesOf({ name, withSidecar }: Pick<Publication, 'name' | 'withSidecar'>): readonly string[] {
  return withSidecar ? [name, sidecarName(name)] : [name];
}
