import { waveform } from './waveform.mjs';

export const callsScenes = [
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
  {
    name: 'calls-bulk',
    path: '/calls?result=answered&jobs=',
    user: 'alba',
    act: async (page) => page.getByTestId('bulk-jobs').waitFor(),
  },
  {
    name: 'calls-bulk-publish',
    path: '/calls?jobs=',
    user: 'alba',
    set: { empty: true },
    act: async (page) => {
      await page.getByTestId('bulk-none').waitFor();
      await page.getByTestId('bulk-kind').locator('label').nth(1).click();
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
  ...['hold', 'erase'].map((deed) => ({
    name: `call-${deed}`,
    path: '/calls/call-106',
    user: 'admin',
    act: async (page) => {
      await page.getByTestId(`${deed}-recording`).click();
      await page.getByTestId('custody-confirm').waitFor();
    },
  })),
  { name: 'call-sealing', path: '/calls/call-105', user: 'sonia' },
  { name: 'call-unrecorded', path: '/calls/call-102', user: 'sonia' },
  { name: 'call-failed', path: '/calls/call-103', user: 'alba' },
  { name: 'call-missing', path: '/calls/nothing', user: 'alba' },
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
];
