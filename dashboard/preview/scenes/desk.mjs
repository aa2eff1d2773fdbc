const ring = async (page, set, purpose = 'offer') => {
  await page.getByTestId('telephone').locator('[data-tone=ok]').waitFor();
  await set({ ring: { callId: 'call-1', purpose } });
};

const talk = async (page, set) => {
  await ring(page, set);
  await page.getByTestId('answer').click();
  await page.waitForTimeout(600);
};

export const deskScenes = [
  { name: 'desk-disk-full', path: '/desk', user: 'ana', set: { disk: 'full' } },
  { name: 'desk-signed-out', path: '/desk', user: 'ana', set: { desk: 'signed-out' } },
  { name: 'desk-idle', path: '/desk', user: 'ana', act: async (page) => page.mouse.click(5, 400) },
  {
    name: 'desk-microphone',
    path: '/desk',
    user: 'ana',
    set: { desk: 'break' },
    act: async (page) => {
      await page.getByTestId('microphone-test').click();
      await page.waitForTimeout(500);
    },
  },
  { name: 'desk-offer', path: '/desk', user: 'ana', set: { desk: 'offer' }, act: ring },
  {
    name: 'desk-talking',
    path: '/desk',
    user: 'ana',
    set: { desk: 'offer' },
    act: async (page, set) => {
      await talk(page, set);
      await set({ desk: 'talking' });
    },
  },
  {
    name: 'desk-holding',
    path: '/desk',
    user: 'ana',
    set: { desk: 'offer' },
    act: async (page, set) => {
      await talk(page, set);
      await set({ desk: 'holding' });
    },
  },
  {
    name: 'desk-consent',
    path: '/desk',
    user: 'ana',
    set: { desk: 'talking' },
    act: async (page) => {
      await page.locator('[data-testid=give-consent], [data-testid=withdraw-consent]').first().click();
      await page.getByTestId('consent-basis').waitFor();
    },
  },
  { name: 'desk-kept', path: '/desk', user: 'ana', set: { desk: 'kept' } },
  ...['consulting', 'consult-ringing', 'conference'].map((situation) => ({
    name: `desk-${situation}`,
    path: '/desk',
    user: 'ana',
    set: { desk: 'offer' },
    act: async (page, set) => {
      await talk(page, set);
      await set({ desk: situation });
    },
  })),
  {
    name: 'desk-transfer',
    path: '/desk',
    user: 'ana',
    set: { desk: 'talking' },
    act: async (page) => {
      await page.getByTestId('transfer').click();
      await page.getByTestId('target-agent-elena').check();
    },
  },
  { name: 'desk-asked-ringing', path: '/desk', user: 'ana', set: { desk: 'asked-ringing' }, act: ring },
  {
    name: 'desk-asked',
    path: '/desk',
    user: 'ana',
    set: { desk: 'asked-ringing' },
    act: async (page, set) => {
      await talk(page, set);
      await set({ desk: 'asked' });
    },
  },
  { name: 'desk-callback-offer', path: '/desk', user: 'ana', set: { desk: 'callback-offer' }, act: ring },
  { name: 'desk-calling', path: '/desk', user: 'ana', set: { desk: 'calling' } },
  { name: 'desk-overrun', path: '/desk', user: 'ana', set: { desk: 'overrun' } },
  {
    name: 'desk-schedule',
    path: '/desk',
    user: 'ana',
    act: async (page) => {
      await page.getByTestId('schedule-callback').click();
      await page.getByTestId('callback-number').fill('+34 600 100 200');
      await page.getByText(/^(A una hora|At a time)$/).click();
      await page.getByTestId('callback-time').waitFor();
    },
  },
  {
    name: 'desk-wrap-up-limit',
    path: '/desk',
    user: 'ana',
    set: { desk: 'wrap-up', refuse: 'extension-limit' },
    act: async (page) => {
      await page.getByTestId('extend-wrap-up').click();
      await page.getByTestId('wrap-up-limit').waitFor();
    },
  },
  {
    name: 'desk-wrap-up',
    path: '/desk',
    user: 'ana',
    set: { desk: 'wrap-up' },
  },
];
