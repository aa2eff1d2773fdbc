import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';

const root = projectRoot();

type Texts = { readonly [key: string]: string | Texts };

const languages = ['es', 'en'] as const;
const texts = Object.fromEntries(
  languages.map((language) => [language, flat(JSON.parse(read(`config/languages/pages/${language}.json`)) as Texts)]),
) as Readonly<Record<(typeof languages)[number], ReadonlyMap<string, string>>>;
const keys = [...texts.es.keys()];
const source = filesUnder('dashboard/src', /\.tsx?$/).map(read);
/** Each use in the pages as a pattern of keys: `t('a.b')`, or t(`a.${x}`) for every `a.…`. */
const uses = source.flatMap(usesIn);

describe('the texts of the pages', () => {
  it('are the same in every language, with the same places to fill in', () => {
    expect([...texts.en.keys()].sort()).toEqual([...keys].sort());
    for (const [key, text] of texts.es) expect([key, placesOf(texts.en.get(key) ?? '')]).toEqual([key, placesOf(text)]);
  });

  it('are all there', () => {
    expect(uses.filter((use) => !keys.some((key) => use.test(key))).map(String)).toEqual([]);
  });

  it('are all used', () => {
    expect(keys.filter((key) => !uses.some((use) => use.test(key)))).toEqual([]);
  });

  it('are never empty', () => {
    for (const language of languages) expect([...texts[language]].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('say what each refusal of the server means', () => {
    const files = [
      ...filesUnder('services/core/decide', /\.ts$/),
      'services/http/errors.ts',
      ...filesUnder('services/http/routes', /\.ts$/),
      ...filesUnder('services/live', /\.ts$/),
    ].map(read);
    const refusals = /(?:refuse|refusal|CentralitaError)\(\s*'([a-z-]+)'/g;
    const codes = new Set(files.flatMap((text) => [...text.matchAll(refusals)].map((found) => found[1] ?? '')));
    expect(codes.size).toBeGreaterThan(5);
    expect([...codes].filter((code) => !texts.es.has(`error.${code}`))).toEqual([]);
  });
});

describe('the finder of keys', () => {
  it('sees plain, nested and composed keys', () => {
    const composed = '`c.$' + '{x}Hint`';
    const found = usesIn(`t('a.b') + t(${composed}, { n: 1 }) + format('no.key')`);
    expect(found.map((use) => [use.test('a.b'), use.test('c.readyHint'), use.test('no.key')])).toEqual([
      [true, false, false],
      [false, true, false],
    ]);
  });
});

function flat(tree: Texts, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`${prefix}${name}`, value] as const] : [...flat(value, `${prefix}${name}.`)],
    ),
  );
}

function usesIn(text: string): readonly RegExp[] {
  const calls = text.matchAll(/\bt\(\s*(?:'([^']+)'|`([^`]+)`)/g);
  return [...calls].map(([, plain, composed]) => pattern(plain ?? composed ?? ''));
}

function pattern(key: string): RegExp {
  const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[\\w-]+')}$`);
}

function placesOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '').sort();
}

/** Paths from the project's root. */
function filesUnder(folder: string, name: RegExp): readonly string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file}`);
}

function read(file: string): string {
  return readFileSync(`${root}/${file}`, 'utf8');
}
