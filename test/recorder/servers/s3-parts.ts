import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Stored = { readonly content: Buffer; readonly sha256: string; readonly sse: string | undefined };
type Upload = {
  readonly key: string;
  readonly sha256: string;
  readonly sse: string | undefined;
  readonly parts: Map<number, Buffer>;
};

/**
 * A server that speaks the part of S3's documented interface which uploads in parts use. The real one of our tests (Ceph on
 * a local database) forgets which part is which and lists none, so that going on with an upload cannot be seen there.
 */
export async function startS3WithParts() {
  const objects = new Map<string, Stored>();
  const uploads = new Map<string, Upload>();
  const seen: string[] = [];

  const answer = (
    request: IncomingMessage,
    body: Buffer,
  ): { status: number; headers?: Record<string, string>; body?: string | Buffer } => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
    const key = decodeURIComponent(pathname).replace(/^\/rec\/?/, '');
    const header = (name: string) => request.headers[name] as string | undefined;
    const id = searchParams.get('uploadId');
    const upload = id === null ? undefined : uploads.get(id);
    const checksum = (content: Buffer) => createHash('sha256').update(content).digest('base64');
    const about = { sha256: header('x-amz-meta-sha256') ?? '', sse: header('x-amz-server-side-encryption') };
    if (searchParams.has('uploads')) {
      seen.push(`${request.method} uploads`);
      if (request.method === 'POST') {
        const made = `upload-${seen.length}`;
        uploads.set(made, { key, ...about, parts: new Map() });
        return {
          status: 200,
          body: `<InitiateMultipartUploadResult><UploadId>${made}</UploadId></InitiateMultipartUploadResult>`,
        };
      }
      const listed = [...uploads].map(
        ([one, { key }], n) =>
          `<Upload><Key>${key}</Key><UploadId>${one}</UploadId><Initiated>2027-01-01T00:00:0${n}Z</Initiated></Upload>`,
      );
      return { status: 200, body: `<ListMultipartUploadsResult>${listed.join('')}</ListMultipartUploadsResult>` };
    }
    if (id !== null) {
      if (upload === undefined) return { status: 404, body: '<Error><Code>NoSuchUpload</Code></Error>' };
      switch (request.method) {
        case 'PUT': {
          const number = Number(searchParams.get('partNumber'));
          seen.push(`PUT part ${number}`);
          if (header('x-amz-checksum-sha256') !== checksum(body))
            return { status: 400, body: '<Error><Code>BadDigest</Code></Error>' };
          upload.parts.set(number, body);
          return { status: 200, headers: { ETag: `"${number}"`, 'x-amz-checksum-sha256': checksum(body) } };
        }
        case 'GET': {
          seen.push('GET parts');
          const parts = [...upload.parts].map(
            ([n, part]) =>
              `<Part><PartNumber>${n}</PartNumber><ETag>"${n}"</ETag><ChecksumSHA256>${checksum(part)}</ChecksumSHA256></Part>`,
          );
          return { status: 200, body: `<ListPartsResult>${parts.join('')}</ListPartsResult>` };
        }
        case 'DELETE':
          seen.push('DELETE upload');
          uploads.delete(id);
          return { status: 204 };
        default: {
          seen.push('POST complete');
          if (objects.has(key) && header('if-none-match') === '*')
            return { status: 412, body: '<Error><Code>PreconditionFailed</Code></Error>' };
          const content = Buffer.concat([...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part));
          objects.set(key, { content, sha256: upload.sha256, sse: upload.sse });
          uploads.delete(id);
          return {
            status: 200,
            body: '<CompleteMultipartUploadResult><ETag>"x-3"</ETag></CompleteMultipartUploadResult>',
          };
        }
      }
    }
    seen.push(request.method ?? '');
    const object = objects.get(key);
    if (request.method === 'PUT') {
      objects.set(key, { content: body, ...about });
      return { status: 200 };
    }
    if (object === undefined) return { status: 404 };
    const headers = { 'Content-Length': String(object.content.length), 'x-amz-meta-sha256': object.sha256 };
    return { status: 200, headers, ...(request.method === 'GET' ? { body: object.content } : {}) };
  };

  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { status, headers, body } = answer(request, Buffer.concat(chunks));
      response.writeHead(status, headers).end(body);
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint, objects, uploads, seen, stop };
}
