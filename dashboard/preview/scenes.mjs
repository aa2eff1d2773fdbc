const ring = async (page, set, purpose = 'offer') => {
  await page.getByTestId('telephone').locator('[data-tone=ok]').waitFor();
  await set({ ring: { callId: 'call-1', purpose } });
};
const talk = async (page, set) => {
  await ring(page, set);
  await page.getByTestId('answer').click();
  await page.waitForTimeout(600);
};

/** Opens what a supervisor may do to a call. */
const onCall = (call, action) => async (page) => {
  await page.getByTestId(`call-menu-${call}`).click();
  await page.getByTestId(`call-${action}`).click();
  await page.getByTestId('call-dialog').waitFor();
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
  { name: 'calls', path: '/calls', user: 'alba', fullPage: true },
  { name: 'calls-filters', path: '/calls?service=mesa&from=2026-11-20&to=2026-11-22&result=answered', user: 'alba' },
  {
    name: 'calls-more',
    path: '/calls?key=2&minWait=60&result=abandoned&agent=ana',
    user: 'alba',
    fullPage: true,
    act: async (page) => {
      await page.getByTestId('more-filters').click();
      await page.getByTestId('filter-key').waitFor();
    },
  },
  {
    name: 'calls-saved',
    path: '/calls?result=abandoned',
    user: 'alba',
    act: async (page) => {
      await page.getByTestId('saved-searches').click();
      await page.getByTestId('saved-search').first().waitFor();
    },
  },
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
  {
    name: 'call-zoomed',
    path: '/calls/call-100?t=19.910',
    user: 'alba',
    act: async (page) => {
      await waveform(page);
      await page.locator('.track-span[data-kind=offer]').last().click();
      await page.getByTestId('zoom-in').click();
      await page.getByTestId('zoom-in').click();
      await page.getByTestId('track').scrollIntoViewIfNeeded();
    },
  },
  { name: 'call-sealing', path: '/calls/call-105', user: 'sonia' },
  { name: 'call-unrecorded', path: '/calls/call-102', user: 'sonia' },
  { name: 'call-failed', path: '/calls/call-103', user: 'alba' },
  { name: 'call-missing', path: '/calls/nothing', user: 'alba' },
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
  { name: 'custody', path: '/custody', user: 'sonia' },
  { name: 'custody-empty', path: '/custody', user: 'sonia', set: { empty: true } },
  { name: 'publications', path: '/publications', user: 'alba' },
  { name: 'publications-empty', path: '/publications', user: 'alba', set: { empty: true } },
  { name: 'prompts', path: '/prompts', user: 'admin' },
  { name: 'prompts-supervisor', path: '/prompts?how=recorded', user: 'sonia' },
  { name: 'prompts-empty', path: '/prompts', user: 'admin', set: { empty: true } },
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
  {
    name: 'call-evaluate',
    path: '/calls/call-100?evaluate=new',
    user: 'alba',
    fullPage: true,
    act: async (page) => {
      await waveform(page);
      await page.getByTestId('mark-datos').click();
      await page.getByTestId('evaluation-form').waitFor();
    },
  },
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
