export const flowsScenes = [
  { name: 'flow', path: '/flows', user: 'sonia' },
  {
    name: 'flow-time',
    path: '/flows?heat=time',
    user: 'sonia',
    act: async (page) => page.getByTestId('step-menu').click(),
  },
  {
    name: 'flow-list',
    path: '/flows',
    user: 'sonia',
    fullPage: true,
    act: async (page) => {
      await page.getByText(/^(Lista|List)$/).click();
      await page.getByTestId('flow-list').waitFor();
    },
  },
  { name: 'flow-no-calls', path: '/flows', user: 'sonia', set: { empty: true } },
  { name: 'flow-none', path: '/flows', user: 'sonia', set: { empty: 'flows' } },
  {
    name: 'flow-edit',
    path: '/flows',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('edit-flow').click();
      await page.getByTestId('flow-editor').waitFor();
      await page.locator('[data-testid=step-menu], [data-testid=listed-menu] button').first().click();
      await page.getByTestId('step-form').waitFor();
    },
  },
  {
    name: 'flow-text',
    path: '/flows',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('edit-flow').click();
      await page.getByText(/^(Texto|Text)$/).click();
      const text = page.getByTestId('flow-text');
      await text.fill(
        (await text.inputValue()).replace('closed: closed }', 'closed: cloesd }').replace('[welcome]', '[wellcome]'),
      );
      await page.locator('[data-testid=problems][data-checking=false] li').first().waitFor();
    },
  },
  {
    name: 'flow-add',
    path: '/flows',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('edit-flow').click();
      await page.getByTestId('add-step').click();
      await page.getByTestId('add-menu').waitFor();
    },
  },
  {
    name: 'flow-save',
    path: '/flows',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('edit-flow').click();
      await page.locator('[data-testid=step-menu], [data-testid=listed-menu] button').first().click();
      await page.getByTestId('field-label-es').fill('Menú de entrada');
      await page.locator('[data-testid=save-flow]:not([disabled])').click();
      await page.getByTestId('differences').getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'flow-what-if',
    path: '/flows',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('tab-what-if').click();
      await page.getByTestId('what-if-run').click();
      await page.getByTestId('what-if-differ').waitFor();
    },
  },
  {
    name: 'flow-history',
    path: '/flows',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId('tab-history').click();
      await page.getByTestId('flow-history').waitFor();
    },
  },
  { name: 'prompts', path: '/prompts', user: 'admin' },
  { name: 'prompts-supervisor', path: '/prompts?how=recorded', user: 'sonia' },
  { name: 'prompts-empty', path: '/prompts', user: 'admin', set: { empty: true } },
];
