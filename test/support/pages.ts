import type { Page } from 'playwright-core';
import type { CallDetail } from '../../services/http/protocol.ts';
import type { Installation } from './installation.ts';

/** Opens a page of ours as somebody who signs in at the sign-in page. */
export async function openAs(house: Installation, page: Page, login: string, path: string): Promise<void> {
  await page.goto(`${house.url}/sign-in?to=${encodeURIComponent(path)}`);
  await page.getByTestId('login').fill(login);
  await page.getByTestId('password').fill(house.password(login));
  await page.getByTestId('sign-in').click();
  await page.waitForURL((url) => url.pathname === path);
}

/** The agent's desk. */
export function deskOf(page: Page) {
  const id = (name: string) => page.getByTestId(name);
  return {
    page,
    /** Resolves when the telephone is registered. */
    ready: () => page.locator('[data-testid=telephone][data-line=ready]').waitFor(),
    goAvailable: () => id('go-available').click(),
    /** Resolves when the agent waits for calls. */
    idle: () => page.locator('[data-testid=idle][data-state=ready]').waitFor(),
    choose: async (item: string) => {
      await id('availability').click();
      await id(item).click();
    },
    offered: () => id('offer').waitFor(),
    answer: () => id('answer').click(),
    decline: () => id('decline').click(),
    talking: () => page.locator('[data-testid=conversation][data-held=false]').waitFor(),
    held: () => page.locator('[data-testid=conversation][data-held=true]').waitFor(),
    hold: () => id('hold').click(),
    hangUp: () => id('hang-up').click(),
    /** Asks a colleague, with the caller on hold. */
    consult: async (agentId: string) => {
      await id('transfer').click();
      await id(`target-agent-${agentId}`).check();
      await id('transfer-consult').click();
    },
    recording: (state: 'on' | 'paused' | 'none') =>
      page.locator(`[data-testid=recording][data-state=${state}]`).waitFor(),
    pauseRecording: () => id('pause-recording').click(),
    resumeRecording: () => id('resume-recording').click(),
    consent: async (what: 'give' | 'withdraw', basis: string) => {
      await id(`${what}-consent`).click();
      await id('consent-basis').fill(basis);
      await id('consent-confirm').click();
    },
    wrappingUp: () => id('wrap-up').waitFor(),
    finish: async (outcome: string, note: string) => {
      await id('outcome').click();
      await page.getByRole('option', { name: outcome }).click();
      await id('note').fill(note);
      await id('finish-wrap-up').click();
    },
    lastEnd: () => id('last-end').first().getAttribute('data-how'),
  };
}

/** The supervisor's console. */
export function consoleOf(page: Page) {
  return {
    page,
    agent: (agentId: string, fields: { readonly availability?: string; readonly activity?: string }) => {
      const tests = Object.entries(fields).map(([name, value]) => `[data-${name}="${value}"]`);
      return page.locator(`[data-testid=agent-row-${agentId}]${tests.join('')}`).waitFor();
    },
    phase: (callId: string, phase: string) =>
      page.locator(`[data-testid=call-row-${callId}][data-phase=${phase}]`).waitFor(),
    callGone: (callId: string) => page.getByTestId(`call-row-${callId}`).waitFor({ state: 'detached' }),
    setAvailability: async (agentId: string, item: string) => {
      await page.getByTestId(`agent-menu-${agentId}`).click();
      await page.getByTestId(item).click();
      await page.getByTestId('set-confirm').click();
    },
    /** Chooses what to do to a call. */
    onCall: async (callId: string, action: string) => {
      await page.getByTestId(`call-menu-${callId}`).click();
      await page.getByTestId(`call-${action}`).click();
    },
    /** Resolves when the supervisor is in a conversation so. */
    watching: (mode: string) => page.locator(`[data-testid=watch-strip][data-mode=${mode}]`).waitFor(),
    watchAs: (name: string) => page.getByTestId('watch-mode').getByText(name, { exact: true }).click(),
    leave: async () => {
      await page.getByTestId('watch-stop').click();
      await page.getByTestId('watch-strip').waitFor({ state: 'detached' });
    },
  };
}

/** The page of one call, for those who may listen. */
export function callPageOf(page: Page) {
  return {
    page,
    open: async (house: Installation, { call }: CallDetail) => {
      await page.goto(`${house.url}/calls/${call.id}`);
      await playerReady(page);
    },
    ready: () => playerReady(page),
    play: () => page.getByTestId('play').click(),
    playing: () => page.locator('[data-testid=player][data-playing=true]').waitFor(),
    seconds: async () => Number(await page.getByTestId('player-time').getAttribute('data-seconds')),
    /** Types of all events shown, in their order. */
    events: async (all: boolean) => {
      if (all) await page.getByTestId('timeline-all').check({ force: true });
      return page.getByTestId('timeline-entry').evaluateAll((list) => list.map((one) => one.getAttribute('data-type')));
    },
    press: (type: string) => page.locator(`[data-testid=timeline-entry][data-type=${type}] button`).first().click(),
    listened: (userId: string) =>
      page.locator(`[data-testid=access-log] li[data-action=listened][data-user=${userId}]`).first().waitFor(),
  };
}

const playerReady = (page: Page) => page.locator('[data-testid=player][data-ready=true]').waitFor();

/** The visitor's telephone. */
export function callerOf(page: Page) {
  return {
    page,
    call: () => page.getByTestId('call').click(),
    state: (state: string) => page.locator(`[data-testid=caller][data-state=${state}]`).waitFor(),
    press: (key: string) => page.getByTestId(`key-${key}`).click(),
    hangUp: () => page.getByTestId('hang-up').click(),
  };
}
