/** Opens what a supervisor may do to a call. */
const onCall = (call, action) => async (page) => {
  await page.getByTestId(`call-menu-${call}`).click();
  await page.getByTestId(`call-${action}`).click();
  await page.getByTestId('call-dialog').waitFor();
};

export const consoleScenes = [
  { name: 'console', path: '/console', user: 'sonia', fullPage: true },
  { name: 'console-empty', path: '/console', user: 'sonia', set: { empty: true } },
  { name: 'console-spool-short', path: '/console', user: 'sonia', set: { spool: 'short' } },
  { name: 'console-spool-full', path: '/console', user: 'sonia', set: { spool: 'full' } },
  { name: 'console-disk-short', path: '/console', user: 'sonia', set: { disk: 'short' } },
  { name: 'console-disk-full', path: '/console', user: 'sonia', set: { disk: 'full' } },
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
  {
    name: 'console-menu',
    path: '/console',
    user: 'sonia',
    act: async (page) => {
      await page.getByTestId('call-menu-call-1').click();
      await page.getByTestId('call-listen').waitFor();
    },
  },
  {
    name: 'console-listening',
    path: '/console',
    user: 'sonia',
    act: async (page, set) => {
      await page.getByTestId('call-menu-call-1').click();
      await page.getByTestId('call-whisper').click();
      await page.locator('[data-testid=watch-strip][data-mode=whisper]').waitFor();
      await set({ ring: { callId: 'call-1', purpose: 'watch' } });
      await page.waitForTimeout(500);
    },
  },
  { name: 'console-move', path: '/console', user: 'sonia', act: onCall('call-1', 'move') },
  { name: 'console-take', path: '/console', user: 'sonia', act: onCall('call-1', 'take') },
  { name: 'console-priority', path: '/console', user: 'sonia', act: onCall('call-4', 'prioritise') },
  { name: 'console-record', path: '/console', user: 'sonia', act: onCall('call-3', 'record') },
  { name: 'console-unrecord', path: '/console', user: 'sonia', act: onCall('call-1', 'unrecord') },
  { name: 'console-end', path: '/console', user: 'sonia', act: onCall('call-1', 'end') },
  {
    name: 'console-membership',
    path: '/console',
    user: 'sonia',
    act: async (page) => {
      await page.getByTestId('agent-menu-ana').click();
      await page.getByTestId('agent-membership').click();
      await page.getByTestId('membership-dialog').waitFor();
    },
  },
];
