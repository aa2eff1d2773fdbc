export const programsScenes = [
  { name: 'programs', path: '/programs', user: 'admin', fullPage: true },
  { name: 'programs-empty', path: '/programs', user: 'admin', fullPage: true, set: { empty: true } },
  {
    name: 'programs-deliveries',
    path: '/programs',
    user: 'admin',
    fullPage: true,
    act: async (page) => {
      await page.getByTestId('all-tokens').check({ force: true });
      const failing = page.locator('[data-testid=webhooks] li[data-state=failing]');
      await failing.getByTestId('test-webhook').click();
      await failing.getByTestId('webhook-test-failed').waitFor();
      await failing.getByTestId('deliveries').click();
      await failing.getByTestId('retry-delivery').first().waitFor();
    },
  },
  {
    name: 'programs-token',
    path: '/programs',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('new-token').click();
      await page.getByTestId('token-name').fill('Archivo');
      await page.getByTestId('scope-recordings:read').check();
    },
  },
  {
    name: 'programs-secret',
    path: '/programs',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('new-token').click();
      await page.getByTestId('token-name').fill('Archivo');
      await page.getByTestId('scope-recordings:read').check();
      await page.getByTestId('token-create').click();
      await page.getByTestId('secret').waitFor();
    },
  },
  {
    name: 'programs-webhook',
    path: '/programs',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('change-webhook').first().click();
      await page.getByTestId('webhook-dialog').waitFor();
    },
  },
  {
    name: 'programs-revoke',
    path: '/programs',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('revoke-token').first().click();
      await page.getByTestId('confirm').waitFor();
    },
  },
];
