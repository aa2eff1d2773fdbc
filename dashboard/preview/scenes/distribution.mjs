export const distributionScenes = [
  { name: 'distribution', path: '/distribution', user: 'admin', fullPage: true },
  { name: 'distribution-new', path: '/distribution/queues/new', user: 'admin', fullPage: true },
  ...['skills', 'bullseye', 'percentage-split', 'last-agent', 'ring-progressively'].map((type) => ({
    name: `distribution-${type}`,
    path: '/distribution/queues/solicitudes',
    user: 'admin',
    fullPage: true,
    act: async (page) => {
      await page.getByTestId('field-strategy').selectOption(type);
      const add = page.locator('.strategy').getByRole('button', { name: /^(Añadir|Add):/ });
      if ((await add.count()) > 0) await add.first().click();
    },
  })),
  { name: 'distribution-agents', path: '/distribution/agents/ana', user: 'admin', fullPage: true },
  { name: 'distribution-lists', path: '/distribution/lists', user: 'admin' },
  { name: 'distribution-hours', path: '/distribution/hours', user: 'admin', fullPage: true },
  { name: 'distribution-breaks', path: '/distribution/breaks', user: 'admin' },
  {
    name: 'distribution-invalid',
    path: '/distribution/queues/incidencias',
    user: 'admin',
    set: { siteRefusal: 'site-invalid' },
    fullPage: true,
    act: async (page) => {
      await page.getByTestId('save-entry').click();
      await page.getByTestId('entry-error').waitFor();
    },
  },
  {
    name: 'distribution-conflict',
    path: '/distribution/skills',
    user: 'admin',
    set: { siteRefusal: 'site-changed-meanwhile' },
    act: async (page) => {
      await page.getByTestId('save-entry').click();
      await page.getByTestId('entry-conflict').waitFor();
    },
  },
];
