/** Evaluations with scripted data. */
const criterion = (id, title, change = {}) => ({
  id,
  title,
  help: '',
  kind: 'points',
  max: 4,
  weight: 1,
  critical: 'no',
  mayNotApply: false,
  ...change,
});

const template = {
  id: 'atencion',
  version: 3,
  name: 'Atención al usuario',
  description: '',
  passMark: 80,
  sections: [
    {
      id: 'saludo',
      title: 'Saludo e identificación',
      weight: 1,
      criteria: [
        criterion('nombre', 'Se presenta con nombre y servicio', { kind: 'yes-no' }),
        criterion('datos', 'Verifica la identidad antes de dar datos', {
          kind: 'yes-no',
          critical: 'all',
          help: 'Dos datos que solo conozca el titular.',
        }),
      ],
    },
    {
      id: 'solucion',
      title: 'Diagnóstico y solución',
      weight: 3,
      criteria: [
        criterion('pregunta', 'Pregunta lo necesario', { weight: 2 }),
        criterion('resuelve', 'Resuelve o escala con los datos completos', { max: 10, mayNotApply: true }),
        criterion('notas', 'Observaciones', { kind: 'text' }),
      ],
    },
  ],
};

const evaluation = (now, id, change = {}) => ({
  id,
  recordingId: 'rec-1',
  callId: 'call-1',
  serviceId: 'mesa',
  queueId: 'incidencias',
  agentId: 'ana',
  agentName: 'Ana Ruiz',
  templateId: template.id,
  templateVersion: 3,
  templateName: template.name,
  evaluatorId: 'sonia',
  evaluatorName: 'Sonia Vega',
  score: 86.25,
  passed: true,
  submittedAt: now - 86_400_000,
  supersedes: null,
  supersededBy: null,
  calibrationId: null,
  readAt: now - 80_000_000,
  answeredAt: null,
  acknowledgedAt: null,
  ...change,
});

const detail = (now) => ({
  ...evaluation(now, 'e1', { score: 0, passed: false }),
  template,
  answers: [
    { criterion: 'nombre', points: 1, text: '' },
    { criterion: 'datos', points: 0, text: 'Da el saldo sin preguntar el DNI.' },
    { criterion: 'pregunta', points: 3, text: '' },
    { criterion: 'resuelve', points: null, text: '' },
    { criterion: 'notas', points: null, text: 'Muy buen tono en toda la llamada.' },
  ],
  marks: [
    { at: 4_200, criterion: 'datos', text: 'Aquí había que pedir el DNI' },
    { at: 21_000, criterion: null, text: 'Buena explicación' },
  ],
  comment: 'Repasar el procedimiento de identificación antes del lunes.',
  answer: null,
});

const assignments = (now) =>
  ['', 'x', 'y'].map((end, index) => ({
    id: `a${index}`,
    ruleId: index === 2 ? null : 'r1',
    calibrationId: index === 2 ? 'k1' : null,
    recordingId: `rec-${index + 1}${end}`,
    callId: 'call-1',
    rangAt: now - (index + 1) * 7_200_000,
    agentId: 'ana',
    agentName: ['Ana Ruiz', 'Bruno Gil', 'Carla Núñez de Arce'][index],
    templateId: template.id,
    templateName: template.name,
    evaluatorId: index === 1 ? null : 'sonia',
    createdAt: now - index * 3_600_000,
  }));

const calibration = (now) => ({
  id: 'k1',
  name: 'Calibración de noviembre',
  recordingId: 'rec-1',
  callId: 'call-1',
  templateId: template.id,
  templateVersion: 3,
  templateName: template.name,
  evaluators: [
    { id: 'sonia', name: 'Sonia Vega', done: true },
    { id: 'alba', name: 'Alba Mora', done: true },
    { id: 'admin', name: 'Administración', done: false },
  ],
  createdAt: now - 3 * 86_400_000,
  closedAt: null,
  result: {
    total: { count: 2, mean: 81.25, min: 62.5, max: 100, deviation: 18.75 },
    criteria: [
      ['nombre', 'Se presenta con nombre y servicio', 100, 100],
      ['datos', 'Verifica la identidad antes de dar datos', 100, 100],
      ['pregunta', 'Pregunta lo necesario', 100, 50],
    ].map(([id, title, max, min]) => ({
      id,
      title,
      spread: { count: 2, mean: (max + min) / 2, min, max, deviation: (max - min) / 2 },
    })),
    scores: [
      ['sonia', 100, 100],
      ['alba', 62.5, 50],
    ].map(([evaluatorId, score, asks]) => ({
      evaluatorId,
      score,
      criteria: [
        { id: 'nombre', score: 100 },
        { id: 'datos', score: 100 },
        { id: 'pregunta', score: asks },
      ],
    })),
  },
});

const trends = {
  periods: ['2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02'],
  lines: [
    { id: 'ana', name: 'Ana Ruiz', count: 14, mean: 84.2, scores: [72, 78, null, 85, 90, 92] },
    { id: 'bruno', name: 'Bruno Gil', count: 11, mean: 76.4, scores: [80, 75, 74, 71, 79, 78] },
    { id: 'carla', name: 'Carla Núñez de Arce', count: 6, mean: 91.5, scores: [null, null, 90, 91, 93, 92] },
  ],
};

const rule = {
  id: 'r1',
  name: 'Incidencias, una de cada diez',
  templateId: template.id,
  percent: 10,
  period: 'week',
  service: null,
  queue: 'incidencias',
  agent: null,
  minTalk: 30,
  evaluators: ['sonia', 'alba'],
  active: true,
};

export function qualityRoutes(app, scene) {
  const some = (rows) => (scene.empty ? [] : rows);
  const row = { ...template, createdBy: 'alba', createdAt: Date.now() - 9 * 86_400_000, retired: false };
  app.get('/api/quality/templates', (_request, response) => response.json(some([row])));
  app.get('/api/quality/rules', (_request, response) => response.json(some([rule])));
  app.get('/api/quality/evaluators', (_request, response) =>
    response.json([
      { id: 'alba', name: 'Alba Mora' },
      { id: 'sonia', name: 'Sonia Vega' },
    ]),
  );
  app.get('/api/quality/assignments', (_request, response) => response.json(some(assignments(Date.now()))));
  app.get('/api/quality/evaluations', (_request, response) => {
    const now = Date.now();
    const rows = [
      evaluation(now, 'e1', { score: 0, passed: false }),
      evaluation(now, 'e2', { acknowledgedAt: now, answeredAt: now }),
      evaluation(now, 'e3', { readAt: null, agentName: 'Bruno Gil', score: 92.5 }),
    ];
    response.json({ rows: some(rows), next: null });
  });
  app.get('/api/quality/evaluations/:id', (_request, response) => response.json(detail(Date.now())));
  app.post('/api/quality/evaluations/:id/response', (_request, response) => response.json(detail(Date.now())));
  app.get('/api/quality/calibrations', (_request, response) => response.json(some([calibration(Date.now())])));
  app.get('/api/recordings/:id/annotations', (_request, response) =>
    response.json({
      tags: some(['queja', 'vip']),
      tickets: some(['inc-20417']),
      notes: some([
        { id: 'n1', at: 21_400, text: 'Aquí promete una llamada', byId: 'alba', byName: 'Alba Mora', createdAt: 0 },
      ]),
    }),
  );
  app.get('/api/quality/trends', (_request, response) =>
    response.json(scene.empty ? { periods: [], lines: [] } : trends),
  );
}
