/** The flow page's part of the HTTP interface, over the demo's flow. Checked by the product's own check (`npm run build` first). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkText } from '../../dist/server/ivr-flows/check/index.js';
import { flowJsonSchema } from '../../dist/server/ivr-flows/json-schema.js';
import { graphView, problemView } from '../../dist/server/services/flows/views.js';

const flow = 'mesa-de-ayuda';
const text = readFileSync(fileURLToPath(new URL(`../../ivr-flows/flows/${flow}.yaml`, import.meta.url)), 'utf8');
const version = 'b7c1d2e3f4a5b6c7';
const older = '0a1b2c3d4e5f6a7b';
const prompts = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../config/languages/prompts/es.json', import.meta.url)), 'utf8'),
);
const keys = new Map(Object.entries(prompts));
const known = {
  queues: new Set(['incidencias', 'solicitudes', 'general']),
  prompts: new Map([
    ['es', keys],
    ['en', keys],
  ]),
};
const check = (written) => checkText(written, `${flow}.yaml`, version, known);
const graphOf = (written) => {
  const { whole } = check(written);
  return whole ? graphView(whole) : null;
};

const step = (id, type, calls, leavers, medianMs, exits, more = {}) => ({
  step: id,
  type,
  calls,
  passages: calls,
  exits: Object.entries(exits).map(([exit, count]) => ({ exit, calls: count, passages: count })),
  answered: 0,
  leavers,
  ended: 0,
  open: 0,
  medianMs,
  p90Ms: medianMs * 2,
  ...more,
});
const steps = [
  step('ring', 'ring', 412, 0, 1000, { done: 412 }),
  step('welcome', 'announce', 412, 3, 4200, { done: 409 }),
  step('language', 'language', 409, 6, 7400, { done: 403 }),
  step('consent', 'consent', 403, 31, 9800, { given: 338, refused: 34 }),
  step('hours', 'hours', 372, 0, 100, { open: 351, closed: 21 }),
  step('menu', 'menu', 351, 77, 18400, { incidents: 121, requests: 86, person: 31, silence: 22, wrong: 14 }),
  step('incidents', 'queue', 121, 9, 31000, { callback: 12, 'no-agents': 4 }, { answered: 96, open: 2 }),
  step('requests', 'queue', 86, 4, 22000, { callback: 3 }, { answered: 79 }),
  step('person', 'queue', 67, 17, 74000, { callback: 6, 'no-agents': 2 }, { answered: 42 }),
  step('incidents-callback', 'callback', 12, 1, 14000, { done: 10, refused: 1 }),
  step('requests-callback', 'callback', 3, 0, 12000, { done: 3 }),
  step('person-callback', 'callback', 6, 0, 13000, { done: 5, refused: 1 }),
  step('callback-done', 'hang-up', 18, 0, 2600, {}, { ended: 18 }),
  step('closed', 'announce', 21, 4, 6100, { done: 17 }),
  step('voicemail', 'voicemail', 23, 8, 21000, { done: 13, refused: 2 }),
  step('goodbye', 'hang-up', 15, 0, 1900, {}, { ended: 15 }),
];

export function flowRoutes(app, scene) {
  const rows = [
    {
      flow,
      version,
      file: `${flow}.yaml`,
      description: { es: 'La línea de la mesa de ayuda', en: 'The help desk line' },
      language: 'es',
      steps: 16,
      services: ['mesa'],
      at: Date.now() - 86_400_000,
      by: 'admin',
      note: 'El menú dice antes las incidencias',
      warnings: 0,
    },
  ];
  app.get('/api/flows/schema.json', (_request, response) => response.json(flowJsonSchema()));
  app.get('/api/flows', (_request, response) => response.json(scene.empty === 'flows' ? [] : rows));
  app.post('/api/flows/check', (request, response) => {
    const { whole, problems } = check(request.body.text);
    response.json({
      flow: whole?.name ?? null,
      problems: problems.map((one) => problemView(one, 'es')),
      graph: whole ? graphView(whole) : null,
    });
  });
  app.get('/api/flows/:flow/statistics', (_request, response) =>
    response.json({
      flow,
      from: 0,
      to: 0,
      calls: scene.empty ? 0 : 412,
      steps: scene.empty ? [] : steps,
      versions: scene.empty ? [] : [{ version, steps }],
    }),
  );
  app.get('/api/flows/:flow/live', (_request, response) =>
    response.json(
      scene.empty
        ? []
        : [
            { step: 'menu', version, callers: 2, since: Date.now() },
            { step: 'incidents', version, callers: 4, since: Date.now() },
          ],
    ),
  );
  app.get('/api/flows/:flow/history', (_request, response) =>
    response.json([
      { version, at: Date.now() - 86_400_000, by: 'admin', note: 'El menú dice antes las incidencias', current: true },
      { version: older, at: Date.now() - 9 * 86_400_000, by: null, note: '', current: false },
    ]),
  );
  app.post('/api/flows/:flow/differences', (_request, response) =>
    response.json([
      {
        code: 'key',
        step: 'menu',
        message: 'En «Menú principal», la tecla 2 lleva a «Incidencias» y no a «Solicitudes».',
      },
      { code: 'step-added', step: 'announce', message: 'Hay un paso nuevo: «Locución».' },
    ]),
  );
  app.post('/api/flows/:flow/what-if', (_request, response) =>
    response.json({
      calls: 412,
      notTaken: 0,
      limit: 1000,
      differ: 86,
      exits: [
        { step: 'menu', exit: 'incidents', was: 121, would: 207 },
        { step: 'menu', exit: 'requests', was: 86, would: 0 },
        { step: 'incidents', exit: null, was: 105, would: 191 },
        { step: 'requests', exit: null, was: 83, would: 0 },
      ],
      list: [1, 2, 3].map((n) => ({
        callId: `call-10${n}`,
        number: `+3460010020${n}`,
        rangAt: Date.now() - n * 3_600_000,
        at: 5,
        step: 'menu',
        was: path('requests', null, 'requests'),
        would: path('incidents', null, 'incidents'),
        end: 'unknown',
      })),
    }),
  );
  app.put('/api/flows/:flow', (_request, response) => response.json({ flow, version }));
  app.post('/api/flows/:flow/back', (_request, response) => response.json({ flow, version: older }));
  app.get('/api/flows/:flow', (_request, response) =>
    response.json({ flow, version, current: true, text, graph: graphOf(text) }),
  );
}

const path = (queue, exit, key) => [
  { step: 'ring', exit: 'done' },
  { step: 'welcome', exit: 'done' },
  { step: 'language', exit: 'done' },
  { step: 'consent', exit: 'given' },
  { step: 'hours', exit: 'open' },
  { step: 'menu', exit: key },
  { step: queue, exit },
];
