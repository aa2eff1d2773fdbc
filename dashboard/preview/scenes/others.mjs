export const othersScenes = [
  { name: 'sign-in', path: '/sign-in' },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    act: async (page) => {
      await page.getByTestId('login').fill('nobody');
      await page.getByTestId('password').fill('wrong');
      await page.getByTestId('sign-in').click();
      await page.getByTestId('sign-in-error').waitFor();
    },
  },
  { name: 'caller', path: '/call' },
  {
    name: 'caller-ringing',
    path: '/call',
    act: async (page) => {
      await page.getByTestId('call').click();
      await page.locator('[data-state=ringing]').waitFor();
    },
  },
  {
    name: 'navigation-more',
    path: '/programs',
    user: 'admin',
    act: async (page) => {
      const more = page.getByTestId('nav-more');
      if (await more.isVisible()) await more.click();
    },
  },
  { name: 'not-found', path: '/nowhere', user: 'alba' },
];
