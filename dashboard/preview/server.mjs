/**
 * Shows the built pages with scripted data, for those who work on them: `node dashboard/preview/server.mjs [port]`.
 * Not part of the product: nothing of it is built or shipped. Sign in as ana, sonia, alba or admin with any password;
 * `POST /preview {desk, empty, down}` sets the scene.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { Server } from 'socket.io';
import { apiRoutes } from './api.mjs';
import { desk } from './desk.mjs';
import { telephoneExchange } from './exchange.mjs';
import { agents, calls, queues } from './floor.mjs';

const dist = process.env.PAGES ?? fileURLToPath(new URL('../../dist/dashboard', import.meta.url));

/** Starts the preview; resolves with its address and a `close`. */
export async function startPreview(port = 0) {
  const scene = { desk: 'idle', empty: false, spool: 'free', disk: 'free', seq: 100, watching: null, refuse: null };
  const app = express();
  const server = createServer(app);
  const io = new Server(server);
  const exchange = telephoneExchange(server);
  app.use(express.json());
  app.post('/preview', (request, response) => {
    Object.assign(scene, request.body);
    if (request.body.drop) io.disconnectSockets();
    if (request.body.ring) exchange.ring(request.body.ring);
    publish();
    response.json(scene);
  });
  apiRoutes(app, scene, () => server.address().port);
  app.use(express.static(dist, { index: false }));
  app.use((_request, response) => {
    // The same policy as the product's, so that a page that needs more is seen here.
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('content-security-policy', policy(nonce));
    response.type('html').send(readFileSync(`${dist}/index.html`, 'utf8').replaceAll('CSP_NONCE', nonce));
  });

  const links = () => ({ telephony: true, spool: scene.spool, disk: scene.disk });
  const snapshot = (topic) => {
    const now = Date.now();
    const state =
      topic === 'desk'
        ? desk(now, scene.desk, scene.disk)
        : scene.empty
          ? { agents: [], queues: [], calls: [], ...links() }
          : { agents: agents(now), queues: queues(now), calls: calls(now, scene.watching), ...links() };
    return { topic, seq: scene.seq, now, state };
  };
  const callRowsNow = () =>
    scene.empty ? [] : calls(Date.now(), scene.watching).map((value) => ({ kind: 'call', id: value.id, value }));
  const publish = () => {
    const prev = scene.seq;
    scene.seq += 1;
    io.emit('delta', {
      topic: 'desk',
      prev,
      seq: scene.seq,
      now: Date.now(),
      state: desk(Date.now(), scene.desk, scene.disk),
    });
    io.emit('delta', {
      topic: 'console',
      prev: prev - 1,
      seq: scene.seq,
      now: Date.now(),
      rows: callRowsNow(),
      ...links(),
    });
  };
  io.on('connection', (socket) => {
    socket.on('watch', (topic, answer) => answer(snapshot(topic)));
    socket.on('command', (command, answer) => {
      const next = { hold: 'holding', resume: 'talking', 'hang-up': 'wrap-up', 'finish-wrap-up': 'idle' }[command.name];
      if (next !== undefined) scene.desk = next;
      if (command.name === 'watch')
        scene.watching = { userId: 'sonia', name: 'Sonia Vega', mode: command.mode, state: 'here' };
      if (command.name === 'stop-watching') scene.watching = null;
      answer(scene.refuse === null ? { ok: true, events: [] } : { ok: false, code: scene.refuse, message: '' });
      publish();
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = async () => {
    exchange.close();
    await io.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, close };
}

function policy(nonce) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' ws:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const preview = await startPreview(Number(process.argv[2] ?? 5180));
  console.log(`The pages with scripted data: ${preview.address}`);
}
