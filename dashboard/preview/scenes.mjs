const ring = async (page, set, resume = false) => {
  await page.getByTestId('telephone').locator('[data-tone=ok]').waitFor();
  await set({ ring: { callId: 'call-1', resume } });
};
const talk = async (page, set) => {
  await ring(page, set);
  await page.getByTestId('answer').click();
  await page.waitForTimeout(600);
};

const waveform = async (page) => {
  await page.locator('[data-testid=player][data-ready=true]').waitFor();
};

/** Each picture: where, as whom, in which scene, and what to do before it is taken. */
export const scenes = [
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
  { name: 'desk-kept', path: '/desk', user: 'ana', set: { desk: 'kept' } },
  {
    name: 'desk-wrap-up',
    path: '/desk',
    user: 'ana',
    set: { desk: 'wrap-up' },
  },
  { name: 'console', path: '/console', user: 'sonia', fullPage: true },
  { name: 'console-empty', path: '/console', user: 'sonia', set: { empty: true } },
  {
    name: 'console-set',
    path: '/console',
    user: 'sonia',
    act: async (page) => {
      await page.getByTestId('agent-menu-ana').click();
      await page.getByTestId('availability-break-lunch').click();
      await page.getByTestId('set-confirm').waitFor();
    },
  },
  { name: 'calls', path: '/calls', user: 'alba', fullPage: true },
  { name: 'calls-filters', path: '/calls?service=mesa&from=2026-11-20&to=2026-11-22&result=answered', user: 'alba' },
  { name: 'calls-empty', path: '/calls?number=999', user: 'alba' },
  { name: 'call', path: '/calls/call-100', user: 'alba', fullPage: true, act: waveform },
  {
    name: 'call-playing',
    path: '/calls/call-100',
    user: 'alba',
    act: async (page) => {
      await waveform(page);
      await page.locator('[data-type=recording-paused] button').click();
      await page.locator('[data-type=recording-paused][data-current=true]').waitFor();
    },
  },
  { name: 'call-sealing', path: '/calls/call-105', user: 'sonia' },
  { name: 'call-unrecorded', path: '/calls/call-102', user: 'sonia' },
  { name: 'call-failed', path: '/calls/call-103', user: 'alba' },
  { name: 'call-missing', path: '/calls/nothing', user: 'alba' },
  { name: 'publications', path: '/publications', user: 'alba' },
  { name: 'publications-empty', path: '/publications', user: 'alba', set: { empty: true } },
  { name: 'not-found', path: '/nowhere', user: 'alba' },
];
