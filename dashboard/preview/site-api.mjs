import { strategySchemas } from '../../dist/server/services/routing/index.js';
import { site, users } from './site.mjs';

const week = (span) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [span]]));

/** The site as its file writes it. */
const written = {
  services: [
    {
      id: 'mesa',
      name: 'Mesa de ayuda',
      client: 'Empresa de ejemplo',
      numbers: ['1000'],
      flow: 'mesa-de-ayuda',
      holder: 'Empresa de ejemplo, S. A.',
      hours: {
        timeZone: 'Europe/Madrid',
        week: { ...week('09:00-14:00'), mon: ['09:00-14:00', '16:00-19:00'] },
        holidays: ['2026-12-08', '2026-12-25'],
      },
    },
  ],
  queues: site.queues.map((queue, index) => ({
    ...queue,
    service: 'mesa',
    strategy: { type: 'longest-idle' },
    agents: index === 0 ? ['ana', { id: 'bruno', order: 2 }, { id: 'carla', weight: 3 }, 'diego'] : ['ana', 'elena'],
    ...(index === 0
      ? {
          escalatesTo: 'general',
          vip: [{ list: 'vip', priority: 30 }],
          overflow: [{ to: 'general', afterSeconds: 120 }],
          serviceLevel: { seconds: 20, target: 0.85 },
        }
      : {}),
  })),
  users: [
    ...site.agents.map(({ id, name }) => ({
      id,
      login: id,
      name,
      roles: ['agent'],
      language: 'es',
      phone: 'browser',
      ...(id === 'ana' ? { skills: { networks: 7, english: 4 } } : {}),
    })),
    ...['sonia', 'alba', 'admin'].map((id) => users[id]),
  ],
  skills: [
    { id: 'networks', name: { es: 'Redes', en: 'Networks' } },
    { id: 'english', name: { es: 'Inglés', en: 'English' } },
  ],
  lists: [
    { id: 'vip', name: { es: 'Clientes preferentes', en: 'Key customers' }, numbers: ['+34600123456', '+34914555201'] },
  ],
  breakReasons: site.breakReasons,
  outcomes: site.outcomes,
};

const refusals = {
  'site-invalid': [
    422,
    'The site cannot be used. Correct these places:\n' +
      '  - queues.incidencias.overflow: leads in a circle back to "incidencias"; take one rule out\n' +
      '  - queues.0.serviceLevel.target: Too big: expected number to be <=1\n' +
      '  - users: nobody would be administrator any more; give the role to somebody else first',
  ],
  'site-changed-meanwhile': [409, 'Somebody else changed the site meanwhile; load it anew.'],
};

/** The site of the preview, as it is edited: nothing is kept. */
export function siteRoutes(app, scene) {
  app.get('/api/site/file', (_request, response) => response.json({ hash: 'preview', site: written }));
  app.get('/api/strategies', (_request, response) => response.json(strategySchemas()));
  for (const method of ['put', 'delete'])
    app[method]('/api/site/:section/:id', (_request, response) => {
      const [status, message] = refusals[scene.siteRefusal] ?? [];
      if (status === undefined) return response.json({ hash: 'preview' });
      response.status(status).json({ error: { code: scene.siteRefusal, message } });
    });
  app.post('/api/site/reload', (_request, response) => response.json({ hash: 'preview' }));
  app.put('/api/agents/:id/:what', (_request, response) => response.status(204).end());
}
