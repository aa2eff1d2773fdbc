export const qualityScenes = [
  ...['assignments', 'evaluations', 'calibrations', 'templates', 'rules'].flatMap((tab) => [
    { name: `quality-${tab}`, path: `/quality/${tab}`, user: 'alba' },
    { name: `quality-${tab}-empty`, path: `/quality/${tab}`, user: 'alba', set: { empty: true } },
  ]),
  {
    name: 'quality-trends',
    path: '/quality/trends',
    user: 'alba',
    fullPage: true,
    act: async (page) => {
      await page.locator('[data-testid=trends] .recharts-line').first().waitFor();
      await page.waitForTimeout(1800);
    },
  },
  { name: 'quality-trends-empty', path: '/quality/trends', user: 'alba', set: { empty: true } },
  { name: 'quality-template', path: '/quality/templates/atencion', user: 'alba', fullPage: true },
  { name: 'quality-evaluation', path: '/quality/evaluations/e1', user: 'alba', fullPage: true },
  { name: 'quality-own', path: '/quality/evaluations/e1', user: 'ana', fullPage: true },
  {
    name: 'quality-rule',
    path: '/quality/rules',
    user: 'alba',
    act: async (page) => {
      await page.getByTestId('edit-rule').click();
      await page.getByTestId('rule-dialog').waitFor();
      await page.waitForTimeout(300);
    },
  },
];
