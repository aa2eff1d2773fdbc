import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SIZES = { wide: { width: 1_440, height: 900 }, narrow: { width: 390, height: 844 } } as const;
const SCHEMES = ['light', 'dark'] as const;
const LANGUAGES = ['es', 'en'] as const;

/**
 * Looks at a page in every language, colour scheme and size; gives what is wrong, each with the look it is wrong in. Its width is
 * measured in each of the eight; axe, which takes nearly all of the time, runs in the four in which any two of language, scheme
 * and size come together in every way.
 */
export async function faultsInEveryLook(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [l, language] of LANGUAGES.entries()) {
    await chooseLanguage(page, language);
    for (const [s, [size, viewport]] of Object.entries(SIZES).entries()) {
      await page.setViewportSize(viewport);
      for (const [c, colorScheme] of SCHEMES.entries()) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.locator(`html[lang=${language}][data-mantine-color-scheme=${colorScheme}]`).waitFor();
        const found = (l + s + c) % 2 === 0 ? await faultsNow(page) : await tooWideNow(page);
        faults.push(...found.map((fault) => `${language} ${size} ${colorScheme}: ${fault}`));
      }
    }
  }
  await page.setViewportSize(SIZES.wide);
  return faults;
}

async function tooWideNow(page: Page): Promise<readonly string[]> {
  await page.evaluate(SETTLED);
  return tooWide(page);
}

/** What is wrong with a page as it stands: of a dialog, over which nothing else can be pressed. */
export async function faultsNow(page: Page): Promise<readonly string[]> {
  return [...(await tooWideNow(page)), ...(await axeFaults(page))];
}

async function chooseLanguage(page: Page, language: string): Promise<void> {
  await page.getByTestId('language').click();
  await page.getByTestId(`language-${language}`).click();
  await page.getByTestId(`language-${language}`).waitFor({ state: 'detached' });
  // A menu gives the focus back to its button, and the tip that this brings is not part of the page.
  await page.mouse.move(0, 0);
}

/** Resolves two frames after the last change, when no animation that ends is under way. */
const SETTLED = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  const finite = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(finite.map((one) => one.finished));
})()`;

const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

async function tooWide(page: Page): Promise<readonly string[]> {
  const pixels = await page.evaluate<number>(TOO_WIDE);
  return pixels > 0 ? [`the document is ${pixels} px wider than the window`] : [];
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** Without fetching the page's style sheets and sounds anew, for which axe writes a style that our policy forbids. */
const AXE_RUN = "axe.run(document, { resultTypes: ['violations'], preload: false })";

async function axeFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(AXE_RUN);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => {
      const where = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      return `axe: ${impact} ${id}: ${where.join(' | ')}`;
    });
}

const MOST_STOPS = 120;

/** The next Tab begins at the top of the page. */
const TO_THE_TOP = `(() => {
  document.activeElement?.blur();
  document.body.setAttribute('tabindex', '-1');
  document.body.focus();
  document.body.removeAttribute('tabindex');
})()`;

/** Test id of what has the focus, or of what it is in; empty when the focus cannot be seen; null behind the last stop. */
const FOCUSED = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null;
  if (!focused.matches(':focus-visible')) return '';
  return focused.closest('[data-testid]')?.getAttribute('data-testid') ?? '';
})()`;

/** What Tab reaches from the top of the page to its end, by test id. */
export async function reachedByTab(page: Page): Promise<ReadonlySet<string>> {
  await page.evaluate(TO_THE_TOP);
  const reached = new Set<string>();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate<string | null>(FOCUSED);
    if (here === null) break;
    reached.add(here);
  }
  return reached;
}
