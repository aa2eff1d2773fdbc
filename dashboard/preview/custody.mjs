/** Rules of retention, holds, erasures and the ledger. */
const day = 86_400_000;
const hash = '5f0c6b1d'.repeat(8);

const hold = (now) => ({
  id: 'h1',
  recordingId: 'rec-100',
  callId: 'call-100',
  at: now - 3 * day,
  userId: 'sonia',
  userName: 'Sonia Vega',
  reason: 'Reclamación 2026/114',
  releasedAt: null,
  releasedBy: null,
  releaseReason: null,
});

const erasure = (now) => ({
  recordingId: 'rec-90',
  callId: 'call-90',
  askedAt: now - 2 * day,
  erasedAt: now - 2 * day,
  userId: 'sonia',
  userName: 'Sonia Vega',
  address: '127.0.0.1',
  reason: 'Solicitud de supresión del interesado',
  rule: null,
  sha256: hash,
  bytes: 812_001,
  durationMs: 183_000,
  recipient: 'age1example',
  copies: [],
});

export function recordingCustody(id) {
  const now = Date.now();
  return { holds: id === 'rec-100' ? [hold(now)] : [], certificate: id === 'rec-107' ? erasure(now) : null };
}

export function custodyState(empty) {
  const now = Date.now();
  if (empty) return { rules: [], refusal: 'no-rules', runs: [], holds: [], erasures: [], ledger: null, anchors: [] };
  const run = { rules: 'x', userId: 'sonia', current: true, failed: 0, sample: [], reasons: [] };
  return {
    rules: [
      { id: 'incidencias', days: 730, queues: ['incidencias', 'seguridad'] },
      { id: 'buzon', days: 30, kinds: ['voicemail'] },
      { id: 'todo', days: 365 },
    ],
    refusal: null,
    runs: [
      {
        ...run,
        id: 'r2',
        at: now - 600_000,
        kind: 'dry-run',
        looked: 48_211,
        due: 312,
        held: 4,
        erased: 0,
        byRule: { todo: 312 },
      },
      {
        ...run,
        id: 'r1',
        at: now - day,
        kind: 'purge',
        current: false,
        looked: 48_100,
        due: 120,
        held: 4,
        erased: 120,
        byRule: { todo: 120 },
      },
    ],
    holds: [hold(now), { ...hold(now), id: 'h2', callId: 'call-101', reason: 'Requerimiento judicial' }],
    erasures: [erasure(now)],
    ledger: { seq: 1_204_331, hash, at: now - 4_000 },
    anchors: [
      {
        destination: 'archivo',
        everyHours: 24,
        last: { at: now - day / 2, seq: 1_203_118, location: 'x' },
        error: null,
      },
      {
        destination: 'notario',
        everyHours: 24,
        last: null,
        error: 'The mail server mail.example:587 is not reachable. Check host, port and network.',
      },
    ],
  };
}
