/** Destinations and copies of recordings there. */
const minute = 60_000;

export function destinations(now) {
  const none = {
    lastFailure: null,
    restsUntil: null,
    parallel: 1,
    bytesPerSecond: null,
    dead: 0,
    waiting: 0,
    running: 0,
  };
  return [
    {
      ...none,
      ...{ id: 'archivo', type: 'local', guarantee: 'once', state: 'ok', published: 1204, publishedBytes: 3.1e9 },
      lastPublishedAt: now - 40_000,
    },
    {
      ...none,
      ...{
        id: 'cliente',
        type: 'ftp',
        guarantee: 'at-least-once',
        state: 'failing',
        published: 310,
        publishedBytes: 8e8,
      },
      ...{ waiting: 12, dead: 1, parallel: 2, bytesPerSecond: 500_000, lastPublishedAt: now - 7_200_000 },
      restsUntil: now + 90_000,
      lastFailure: {
        at: now - 60_000,
        reason:
          'ftps://ftp.example.com:21/in/mesa/2027/01/16/rec-1.age is not reachable (connect ECONNREFUSED). Check host and port of destination "cliente" and the network.',
      },
    },
    {
      ...none,
      ...{ id: 'crm', type: 'webhook', guarantee: 'at-least-once', state: 'unused', published: 0, publishedBytes: 0 },
      lastPublishedAt: null,
    },
  ];
}

export function publications(now) {
  const row = (id, change) => ({
    id,
    recordingId: 'rec-100',
    callId: 'call-100',
    destination: 'archivo',
    destinationType: 'local',
    state: 'published',
    attempts: 1,
    nextAttemptAt: null,
    location: 'mesa/2026/11/22/call-100.ogg',
    publishedAt: now - 4 * minute,
    bytes: 287_992,
    sha256: 'b1946ac92492d2347c6235b4d2611184'.repeat(2),
    reason: null,
    ...change,
  });
  const notYet = { location: null, publishedAt: null, bytes: null, sha256: null };
  return [
    row('pub-1', {}),
    row('pub-2', {
      ...notYet,
      destination: 'nube',
      destinationType: 's3',
      state: 'dead',
      attempts: 8,
      reason: 'The endpoint answered 403 AccessDenied: check the key of destination "nube" in the site file.',
    }),
    row('pub-3', {
      ...notYet,
      destination: 'nube',
      destinationType: 's3',
      state: 'waiting',
      attempts: 2,
      callId: 'call-106',
      nextAttemptAt: now + 4 * minute,
      reason: 'The endpoint did not answer within 10 s.',
    }),
    row('pub-4', {
      ...notYet,
      destination: 'correo',
      destinationType: 'email',
      state: 'running',
      attempts: 0,
      callId: 'call-106',
    }),
  ];
}
