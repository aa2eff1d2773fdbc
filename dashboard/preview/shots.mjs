/**
 * Takes pictures of every page with scripted data and runs axe on each:
 * `npx vite build dashboard && node dashboard/preview/shots.mjs FOLDER [name…]`
 * PAGES names another folder with the built pages. Names are those of `scenes` below; without any, all are taken, at 1440×900 and 390×844, light and dark, es and en.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { scenes } from './scenes/index.mjs';
import { startPreview } from './server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [folder = 'shots', ...names] = process.argv.slice(2);
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
/** LOOKS=wide-light,narrow-dark takes only these. */
const only = process.env.LOOKS?.split(',');
const looks = [
  ['light', 'es'],
  ['dark', 'en'],
];

mkdirSync(folder, { recursive: true });
const preview = await startPreview();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ],
});
let faults = 0;
for (const scene of scenes.filter((one) => names.length === 0 || names.includes(one.name)))
  for (const [size, viewport] of Object.entries(sizes))
    for (const [scheme, language] of looks)
      if (only === undefined || only.includes(`${size}-${scheme}`)) await take(scene, size, viewport, scheme, language);
await browser.close();
await preview.close();
console.log(faults === 0 ? 'No faults.' : `${faults} faults.`);
process.exitCode = faults === 0 ? 0 : 1;

async function take(scene, size, viewport, scheme, language) {
  const name = `${scene.name}-${size}-${scheme}-${language}`;
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    locale: language,
    timezoneId: 'Europe/Madrid',
  });
  await context.addInitScript((code) => localStorage.setItem('centralita.language', code), language);
  const page = await context.newPage();
  const complain = (what) => {
    faults += 1;
    console.log(`${name}: ${what}`);
  };
  page.on('pageerror', (error) => complain(`error on the page: ${error.message}`));
  let taken = false;
  page.on('console', (message) => {
    // The picture and axe write styles of their own into the page.
    if (taken) return;
    const expected = /status of (401|404|409|422)/.test(message.text());
    if (message.type() === 'error' && !expected) complain(`console: ${message.text().slice(0, 400)}`);
  });
  const set = (body) => page.request.post(`${preview.address}/preview`, { data: body });
  await set({
    desk: 'idle',
    empty: false,
    spool: 'free',
    disk: 'free',
    watching: null,
    refuse: null,
    siteRefusal: null,
    ...scene.set,
  });
  if (scene.user !== undefined)
    await page.request.post(`${preview.address}/api/session`, { data: { login: scene.user, password: 'any' } });
  await page.goto(`${preview.address}${scene.path}`);
  await page.locator('main').waitFor();
  await page.waitForTimeout(250);
  // A busy machine takes its time.
  await page.locator('main .mantine-Center-root .mantine-Loader-root').first().waitFor({ state: 'detached' });
  try {
    await scene.act?.(page, set);
  } catch (error) {
    complain(error.message.split('\n')[0]);
  }
  await page.waitForTimeout(300);
  taken = true;
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: scene.fullPage === true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) complain(`${wide} px wider than the screen`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  for (const one of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'))
    complain(
      `axe ${one.impact} ${one.id}: ${one.nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 160))
        .join(' | ')}`,
    );
  await context.close();
}
