/** Tokens of programs, and addresses that are told of events. */
const hour = 3_600_000;
const day = 24 * hour;

const token = (now, id, name, scopes, change) => ({
  id,
  name,
  scopes,
  createdBy: 'admin',
  createdByName: 'Administración',
  createdAt: now - 40 * day,
  expiresAt: now + 50 * day,
  lastUsedAt: null,
  revokedAt: null,
  ...change,
});

const tokens = (now) => [
  token(now, 't1', 'Archivo de expedientes', ['recordings:read', 'recordings:listen', 'recordings:publish'], {
    lastUsedAt: now - hour,
  }),
  token(now, 't2', 'Página de pago', ['calls:control'], { expiresAt: now + 320 * day }),
  token(now, 't3', 'Cuadro de mando', ['quality:read'], { revokedAt: now - 3 * day, lastUsedAt: now - 3 * day }),
  token(now, 't4', 'Migración', ['recordings:read', 'recordings:tag', 'recordings:hold'], { expiresAt: now - day }),
];

const reason = 'The address was not reached: connect ECONNREFUSED 192.0.2.18:8443';

const webhooks = (now) => [
  {
    id: 'w1',
    url: 'https://expedientes.example.com/centralita/avisos',
    events: ['recording-sealed', 'recording-erased'],
    createdAt: now - 40 * day,
    state: 'ok',
    waiting: 0,
    dead: 0,
    lastDeliveredAt: now - 240_000,
    lastFailure: null,
  },
  {
    id: 'w2',
    url: 'https://calidad.example.com/hooks',
    events: ['recording-scored'],
    createdAt: now - 9 * day,
    state: 'failing',
    waiting: 2,
    dead: 1,
    lastDeliveredAt: now - 2 * day,
    lastFailure: { at: now - 700_000, reason },
  },
];

function deliveries(now, webhookId) {
  const one = (seq, state, change) => ({
    webhookId,
    seq,
    type: webhookId === 'w1' ? 'recording-sealed' : 'recording-scored',
    state,
    attempts: 1,
    nextAt: null,
    reason: null,
    createdAt: now - (48_300 - seq) * 600_000,
    attemptedAt: now - (48_300 - seq) * 590_000,
    deliveredAt: null,
    ...change,
  });
  if (webhookId === 'w1') return [one(48_299, 'delivered', {}), one(48_290, 'delivered', { attempts: 3 })];
  return [
    one(48_297, 'waiting', { attempts: 0, attemptedAt: null, nextAt: now + 100_000 }),
    one(48_296, 'waiting', { attempts: 6, reason, nextAt: now + 420_000 }),
    one(48_120, 'dead', { attempts: 24, reason: 'The address answered 500.' }),
    one(48_004, 'delivered', {}),
  ];
}

export function programRoutes(app, scene) {
  app.get('/api/tokens', (_request, response) => response.json(scene.empty ? [] : tokens(Date.now())));
  app.post('/api/tokens', (request, response) => {
    const { name, scopes } = request.body;
    response.status(201).json({
      ...token(Date.now(), 't9', name, scopes, {}),
      token: 'centralita_Qm5vdCBhIHJlYWwgdG9rZW4sIGp1c3QgYSBwaWN0dXJl',
    });
  });
  app.get('/api/webhooks', (_request, response) => response.json(scene.empty ? [] : webhooks(Date.now())));
  app.get('/api/webhooks/:id/deliveries', (request, response) => {
    const { state } = request.query;
    const rows = deliveries(Date.now(), request.params.id);
    response.json(state === undefined ? rows : rows.filter((row) => row.state === state));
  });
  app.post('/api/webhooks/:id/test', (request, response) =>
    response.json(request.params.id === 'w1' ? { ok: true, ms: 84, reason: null } : { ok: false, ms: 3, reason }),
  );
}
