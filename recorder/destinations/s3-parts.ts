import { createHash } from 'node:crypto';
import type { CompletedPart, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { DestinationContext, Publication } from './destination.ts';

export type Condition = Pick<PutObjectCommandInput, 'IfNoneMatch'>;

type Place = { readonly Bucket: string; readonly Key: string };
type Target = Place & { readonly sse: Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId'> };

/** A larger file is sent in parts: what is cut off goes on with the part that is missing. */
export const MULTIPART_FROM_BYTES = 16 * 1024 * 1024;
/** S3 takes 10,000 parts: 156 GiB. */
const PART_BYTES = 16 * 1024 * 1024;

/**
 * Puts a file in parts, each checked by its SHA-256 as the server receives it. An upload of the same file that was cut off
 * is gone on with; others under that name are given up, so that nothing is paid for that nobody will finish.
 * @throws what the SDK throws; 412 when the name is taken.
 */
export async function putInParts(
  client: S3Client,
  { sse, ...place }: Target,
  publication: Publication,
  condition: Condition,
  context: DestinationContext,
): Promise<void> {
  const { CompleteMultipartUploadCommand, UploadPartCommand } = await import('@aws-sdk/client-s3');
  const abort = { abortSignal: context.signal };
  const { uploadId, has } = await resumed(client, place, publication, sse, context);
  const of = { ...place, UploadId: uploadId };
  const parts: CompletedPart[] = [];
  for (let start = 0, number = 1; start < publication.bytes; start += PART_BYTES, number += 1) {
    const body = await readPart(publication, start, context);
    const checksum = createHash('sha256').update(body).digest('base64');
    const there = has.get(number);
    if (there?.ChecksumSHA256 === checksum) {
      parts.push(there);
      continue;
    }
    const upload = { ...of, PartNumber: number, Body: body, ContentLength: body.length, ChecksumSHA256: checksum };
    const { ETag } = await client.send(new UploadPartCommand(upload), abort);
    parts.push({ PartNumber: number, ChecksumSHA256: checksum, ...(ETag === undefined ? {} : { ETag }) });
  }
  await client.send(
    new CompleteMultipartUploadCommand({ ...of, ...condition, MultipartUpload: { Parts: parts } }),
    abort,
  );
}

/** An upload to go on with, and the parts that it has. */
async function resumed(
  client: S3Client,
  place: Place,
  publication: Publication,
  sse: Target['sse'],
  context: DestinationContext,
): Promise<{ readonly uploadId: string; readonly has: ReadonlyMap<number, CompletedPart> }> {
  const { AbortMultipartUploadCommand, CreateMultipartUploadCommand, ListPartsCommand, ListMultipartUploadsCommand } =
    await import('@aws-sdk/client-s3');
  const abort = { abortSignal: context.signal };
  // Keys that may only write may not list: then a new one is begun.
  const { Uploads = [] } = await client
    .send(new ListMultipartUploadsCommand({ Bucket: place.Bucket, Prefix: place.Key }), abort)
    .catch(() => ({ Uploads: [] }));
  const same = Uploads.filter((one) => one.Key === place.Key && one.UploadId !== undefined);
  const [last, ...older] = same.sort((a, b) => Number(b.Initiated ?? 0) - Number(a.Initiated ?? 0));
  for (const { UploadId } of older) await client.send(new AbortMultipartUploadCommand({ ...place, UploadId }), abort);
  if (last?.UploadId !== undefined) {
    const { Parts = [] } = await client
      .send(new ListPartsCommand({ ...place, UploadId: last.UploadId }), abort)
      .catch(() => ({ Parts: [] }));
    const has = new Map(
      Parts.flatMap(({ PartNumber, ETag, ChecksumSHA256 }) =>
        PartNumber === undefined || ETag === undefined || ChecksumSHA256 === undefined
          ? []
          : [[PartNumber, { PartNumber, ETag, ChecksumSHA256 }] as const],
      ),
    );
    // The hash of the whole was settled when it was begun: only an upload of this very file may be finished.
    if (await isOfThisFile(has, publication, context)) return { uploadId: last.UploadId, has };
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId: last.UploadId }), abort);
  }
  const created = await client.send(
    new CreateMultipartUploadCommand({
      ...place,
      ContentType: 'application/octet-stream',
      ChecksumAlgorithm: 'SHA256',
      Metadata: { sha256: publication.sha256 },
      ...sse,
    }),
    abort,
  );
  return { uploadId: created.UploadId ?? '', has: new Map() };
}

async function isOfThisFile(
  has: ReadonlyMap<number, CompletedPart>,
  publication: Publication,
  context: DestinationContext,
): Promise<boolean> {
  const [first] = has.values();
  if (first === undefined) return false;
  const body = await readPart(publication, ((first.PartNumber ?? 1) - 1) * PART_BYTES, context);
  return createHash('sha256').update(body).digest('base64') === first.ChecksumSHA256;
}

async function readPart(publication: Publication, start: number, context: DestinationContext): Promise<Buffer> {
  const end = Math.min(start + PART_BYTES, publication.bytes) - 1;
  const chunks: Buffer[] = [];
  for await (const chunk of context.read(publication.path, { start, end })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
