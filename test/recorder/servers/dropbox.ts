import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { contentHash } from '../../../recorder/destinations/dropbox-hash.ts';

/** What Dropbox's documentation says of one upload session (the wrong offset is answered with the right one). */
type Session = { content: Buffer };

/**
 * A server that speaks the part of Dropbox's documented HTTP interface which we use: tokens, get_metadata, upload, upload
 * sessions, delete_v2. Dropbox itself cannot be had here.
 */
export async function startDropbox() {
  const files = new Map<string, Buffer>();
  const sessions = new Map<string, Session>();
  const asked: string[] = [];
  const state = { freeBytes: Number.POSITIVE_INFINITY, token: 'refresh-1', loses: false, busy: false };

  const answer = async (request: IncomingMessage, body: Buffer): Promise<[number, object]> => {
    const path = request.url ?? '';
    if (path === '/api/oauth2/token' || path.startsWith('/api/oauth2/token?')) {
      const given = new URLSearchParams(body.length > 0 ? body.toString() : path.split('?')[1]);
      if (given.get('grant_type') !== 'refresh_token' || given.get('refresh_token') !== state.token)
        return [400, { error: 'invalid_grant', error_description: 'refresh token is invalid or revoked' }];
      return [200, { access_token: 'access-1', expires_in: 14_400, token_type: 'bearer' }];
    }
    const route = path.replace(/^\/(api|content)\/2\//, '');
    asked.push(route);
    if (request.headers.authorization !== 'Bearer access-1')
      return [401, { error_summary: 'invalid_access_token/', error: { '.tag': 'invalid_access_token' } }];
    if (state.busy)
      return [429, { error_summary: 'too_many_requests/', error: { reason: { '.tag': 'too_many_requests' } } }];
    const inHeader = request.headers['dropbox-api-arg'];
    const args = JSON.parse(typeof inHeader === 'string' ? inHeader : body.toString() || 'null');
    switch (route) {
      case 'files/get_metadata': {
        const content = files.get(args.path);
        return content === undefined ? conflict('path/not_found/') : [200, await metadata(args.path, content)];
      }
      case 'files/delete_v2':
        files.delete(args.path);
        return [200, { metadata: {} }];
      case 'files/upload':
        return commit(args, body);
      case 'files/upload_session/start': {
        const id = `session-${sessions.size + 1}`;
        sessions.set(id, { content: body });
        return [200, { session_id: id }];
      }
      case 'files/upload_session/append_v2':
      case 'files/upload_session/finish': {
        const session = sessions.get(args.cursor.session_id);
        if (session === undefined) return conflict('not_found/');
        if (args.cursor.offset !== session.content.length)
          return conflict('incorrect_offset/', { correct_offset: session.content.length });
        // Every part but the last is a multiple of 4 MiB.
        if (args.cursor.offset % (4 * 1024 * 1024) !== 0) return conflict('not_closed/');
        session.content = Buffer.concat([session.content, body]);
        return route.endsWith('finish') ? commit(args.commit, session.content) : [200, {}];
      }
      default:
        return [400, { error: `Unknown API function: ${route}` }];
    }
  };
  const commit = async (args: { path: string; mode: unknown; strict_conflict?: boolean }, content: Buffer) => {
    const mode = typeof args.mode === 'string' ? args.mode : (args.mode as { '.tag': string })?.['.tag'];
    if (content.length > state.freeBytes) return conflict('path/insufficient_space/');
    const there = files.get(args.path);
    if (there !== undefined && mode !== 'overwrite' && (args.strict_conflict || !there.equals(content)))
      return conflict('path/conflict/file/');
    const kept = state.loses ? content.subarray(1) : content;
    files.set(args.path, kept);
    return [200, await metadata(args.path, kept)] as [number, object];
  };

  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const [status, body] = await answer(request, Buffer.concat(chunks));
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint, files, asked, state, stop };
}

const conflict = (summary: string, more: object = {}): [number, object] => [
  409,
  { error_summary: `${summary}..`, error: { '.tag': summary.split('/')[0], ...more } },
];

async function metadata(path: string, content: Buffer) {
  const content_hash = await contentHash(Readable.from([content]));
  return { '.tag': 'file', name: path.split('/').at(-1), path_display: path, size: content.length, content_hash };
}
