import { bulkJobs } from './bulk.mjs';
import { callRows } from './call-rows.mjs';
import { callDetail } from './call-story.mjs';
import { custodyState, recordingCustody } from './custody.mjs';
import { agents, queues } from './floor.mjs';
import { flowRoutes } from './flow-api.mjs';
import { programRoutes } from './programs.mjs';
import { prompts } from './prompts.mjs';
import { destinations, publications } from './publications.mjs';
import { qualityRoutes } from './quality.mjs';
import { site, users } from './site.mjs';
import { siteRoutes } from './site-api.mjs';
import { toneWav, waveform } from './sound.mjs';

/** The HTTP interface of services/http/protocol.ts over the scripted data. */
export function apiRoutes(app, scene, port) {
  const session = (user) => ({ user, expiresAt: Date.now() + 3_600_000 });
  const who = (request) => users[/preview-user=(\w+)/.exec(request.headers.cookie ?? '')?.[1]];
  const refuse = (response, status, code) => response.status(status).json({ error: { code, message: code } });

  app.post('/api/session', (request, response) => {
    const user = users[request.body.login];
    if (user === undefined) return refuse(response, 401, 'wrong-credentials');
    response.setHeader('set-cookie', `preview-user=${user.id}; Path=/; HttpOnly; SameSite=Lax`);
    response.json(session(user));
  });
  app.get('/api/session', (request, response) => {
    const user = who(request);
    return user === undefined ? refuse(response, 401, 'signed-out') : response.json(session(user));
  });
  app.delete('/api/session', (_request, response) => {
    response.setHeader('set-cookie', 'preview-user=; Path=/; Max-Age=0');
    response.status(204).end();
  });
  const account = (callTo) => ({
    websocketUrl: `ws://127.0.0.1:${port()}/preview-sip`,
    uri: 'sip:agent-ana@preview.invalid',
    username: 'agent-ana',
    password: 'preview',
    callTo,
  });
  app.get('/api/phone', (_request, response) => response.json(account(null)));
  app.get('/api/demo/phone', (_request, response) => response.json(account('1000')));
  app.get('/api/site', (_request, response) => response.json(site));
  app.get('/api/floor', (_request, response) => {
    const now = Date.now();
    const above = { incidencias: 'general' };
    response.json({
      agents: agents(now).map(({ id, name, availability, activity }) => ({ id, name, availability, activity })),
      queues: queues(now).map(({ id, waiting, agentsIdle }) => ({ id, waiting, agentsIdle, above: above[id] ?? null })),
      outside: true,
    });
  });
  siteRoutes(app, scene);
  flowRoutes(app, scene);
  qualityRoutes(app, scene);
  programRoutes(app, scene);
  app.get('/api/calls', (request, response) => {
    const rows = scene.empty ? [] : callRows(Date.now());
    const found = request.query.number ? rows.filter((row) => row.number.includes(String(request.query.number))) : rows;
    response.json({ rows: found, next: found.length > 0 && request.query.cursor === undefined ? 'more' : null });
  });
  app.get('/api/searches', (_request, response) =>
    response.json(
      scene.empty
        ? []
        : [
            {
              id: 's1',
              name: 'Abandonos de más de un minuto',
              query: 'result=abandoned&minWait=60',
              roles: [],
              ownerId: 'alba',
              ownerName: 'Alba Mora',
              createdAt: 0,
              own: true,
            },
            {
              id: 's2',
              name: 'Cuelgan en el menú',
              query: 'result=menu&leftIn=menu',
              roles: ['auditor'],
              ownerId: 'sonia',
              ownerName: 'Sonia Vega',
              createdAt: 0,
              own: false,
            },
          ],
    ),
  );
  app.get('/api/calls/:id', (request, response) => {
    const detail = callDetail(request.params.id);
    return detail === null ? refuse(response, 404, 'not-found') : response.json(detail);
  });
  app.get('/api/recordings/:id/waveform', (_request, response) => response.json(waveform()));
  app.get('/api/recordings/:id/audio', (request, response) => {
    const wav = toneWav();
    response.setHeader('accept-ranges', 'bytes');
    response.type('audio/wav');
    const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
    if (range === null) return response.send(wav);
    const from = Number(range[1]);
    const to = range[2] === '' ? wav.length - 1 : Math.min(Number(range[2]), wav.length - 1);
    response.status(206).setHeader('content-range', `bytes ${from}-${to}/${wav.length}`);
    response.send(wav.subarray(from, to + 1));
  });
  app.get('/api/recordings/:id/access', (_request, response) => {
    const now = Date.now();
    response.json([
      { at: now - 7_200_000, userId: 'sonia', userName: 'Sonia Vega', action: 'listened', address: '127.0.0.1' },
      { at: now - 600_000, userId: 'alba', userName: 'Alba Mora', action: 'downloaded', address: '127.0.0.1' },
    ]);
  });
  app.get('/api/custody', (_request, response) => response.json(custodyState(scene.empty === true)));
  app.get('/api/recordings/:id/custody', (request, response) => response.json(recordingCustody(request.params.id)));
  app.get('/api/prompts', (_request, response) => response.json(scene.empty ? [] : prompts(Date.now())));
  app.get('/api/prompts/:language/:key/sound', (_request, response) => response.type('audio/wav').send(toneWav()));
  app.get('/api/publications', (request, response) => {
    response.json(scene.empty ? [] : publications(Date.now()).filter((row) => row.state === request.query.state));
  });
  app.get('/api/bulk', (_request, response) => response.json(scene.empty ? [] : bulkJobs(Date.now())));
  app.get('/api/bulk/options', (_request, response) => {
    response.json({ mail: !scene.empty, destinations: [{ id: 'boveda', type: 'sftp' }], name: '{recording}' });
  });
  app.get('/api/destinations', (_request, response) => {
    response.json(scene.empty ? [] : destinations(Date.now()));
  });
  app.post('/api/destinations/:id/test', (_request, response) => {
    response.json({ ok: true, location: 'x', removed: true, ms: 84, reason: null });
  });
  app.post('/api/recordings/:id/publications', (request, response) => {
    const row = publications(Date.now())[0];
    response.status(202).json({ ...row, destination: request.body.destination, state: 'waiting' });
  });
}
