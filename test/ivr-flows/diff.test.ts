import { describe, expect, it } from 'vitest';
import { checkText } from '../../ivr-flows/check/index.ts';
import { sentence } from '../../ivr-flows/check/problem.ts';
import { differences } from '../../ivr-flows/diff/differences.ts';
import { sentenceLanguages, sentencesOf } from '../../ivr-flows/sentences.ts';

const keys = ['hola', 'elija', 'elija-bien', 'mal', 'adios'];
const texts = new Map([
  ['es', { hola: 'Hola.', elija: 'Elija.', 'elija-bien': 'Elija bien.', mal: 'Mal.', adios: 'Adiós.' }],
  ['en', { hola: 'Hello.', elija: 'Choose.', 'elija-bien': 'Choose well.', mal: 'Wrong.', adios: 'Bye.' }],
]);
const known = {
  queues: new Set(['general', 'ventas']),
  prompts: new Map(['es', 'en'].map((language) => [language, new Set(keys)])),
};

const sound = `flow: mesa
language: es
start: hola
prompts: { propia: { es: Propia., en: Own. } }
steps:
  hola: { type: announce, label: { es: Saludo, en: Greeting }, prompts: [hola, propia], exits: { done: menu } }
  menu:
    type: menu
    label: { es: Menú, en: Menu }
    prompts: [elija]
    wrongPrompt: mal
    timeoutSeconds: 5
    keys: { "1": cola, "2": fin }
    exits: { cola: cola, fin: fin, silence: fin, wrong: fin }
  cola: { type: queue, queue: general, exits: { no-agents: fin } }
  fin: { type: hang-up, prompts: [adios] }
`;

function changes(text: string, language = 'en'): readonly string[] {
  const [before, after] = [sound, text].map((one) => checkText(one, 'mesa.yaml', '1', known));
  if (!before?.whole || !after?.whole) throw new Error(JSON.stringify(after?.problems));
  return differences(before.whole, after.whole, texts, language).map(({ code, params }) =>
    sentence(sentencesOf(language), `diff.${code}`, params),
  );
}

const change = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The sound flow has no ${from}.`);
    return text.replaceAll(from, to);
  }, sound);

describe('what changes for a caller', () => {
  it.each([
    [
      'a prompt',
      change(['prompts: [elija]', 'prompts: [elija-bien]']),
      ['Menu (menu) says something else (en): “Choose well.” instead of “Choose.”.'],
    ],
    [
      'the text of a prompt of its own',
      change(['en: Own.', 'en: Ours.']),
      ['Greeting (hola) says something else (en): “Hello. Ours.” instead of “Hello. Own.”.'],
    ],
    [
      'a prompt no more',
      change(['    wrongPrompt: mal\n', '']),
      ['After a wrong key Menu (menu) no longer says (en): “Wrong.”.'],
    ],
    [
      'where a key leads',
      change(['"2": fin }', '"2": cola }'], ['cola, fin: fin', 'cola']),
      ['Key 2 in Menu (menu) leads to cola, not to fin.'],
    ],
    [
      'a key more',
      change(['"2": fin', '"2": fin, "3": cola']),
      ['Key 3 in Menu (menu) leads to cola; it led nowhere before.'],
    ],
    [
      'a key less',
      change(
        ['"1": cola, ', ''],
        ['cola: cola, fin: fin', 'fin: fin'],
        ['  cola: { type: queue, queue: general, exits: { no-agents: fin } }\n', ''],
      ),
      ['Gone: cola (queue).', 'Key 1 in Menu (menu) leads nowhere now; it led to cola.'],
    ],
    ['a wait', change(['timeoutSeconds: 5', 'timeoutSeconds: 8']), ['Menu (menu) waits 8 s for the caller, not 5 s.']],
    [
      'a limit',
      change(['timeoutSeconds: 5', 'timeoutSeconds: 5\n    wrongLimit: 1']),
      ['Menu (menu) gives up after 1 wrong keys, not –.'],
    ],
    [
      'a queue',
      change(['queue: general', 'queue: ventas']),
      ['In cola callers wait in the queue ventas, not in general.'],
    ],
    [
      'where silence leads',
      change(['silence: fin', 'silence: cola']),
      ['Who says nothing in Menu (menu) goes to cola, not to fin.'],
    ],
    [
      'a step more',
      change(
        ['done: menu', 'done: otra'],
        ['  fin:', '  otra: { type: announce, prompts: [mal], exits: { done: menu } }\n  fin:'],
      ),
      ['New: otra (announce).', 'After Greeting (hola) comes otra, not Menu (menu).'],
    ],
    ['the language', change(['language: es', 'language: en']), ['Callers are first spoken to in en, not in es.']],
    [
      'the first step',
      change(['start: hola', 'start: menu']),
      ['A call begins at Menu (menu), not at Greeting (hola).'],
    ],
    [
      'another kind of step',
      change([
        'type: queue, queue: general, exits: { no-agents: fin }',
        'type: announce, prompts: [mal], exits: { done: fin }',
      ]),
      ['cola is of another kind: announce, not queue.'],
    ],
  ])('%s', (_what, text, told) => {
    expect(changes(text)).toEqual(told);
  });

  it('is nothing when only labels, comments, order and the names of ways out are others', () => {
    expect(changes(`# a comment\n${sound}`)).toEqual([]);
    expect(changes(change(['es: Saludo', 'es: Bienvenida']))).toEqual([]);
    expect(changes(change(['"1": cola', '"1": sales'], ['cola: cola', 'sales: cola']))).toEqual([]);
  });

  it('is only a name where steps are renamed, even ones that lead to one another', () => {
    expect(changes(sound.replaceAll('cola', 'espera'))).toEqual([
      'cola is called espera now; nothing else changes by that.',
    ]);
    expect(changes(sound.replaceAll('cola', 'espera').replaceAll('fin', 'final'))).toEqual([
      'cola is called espera now; nothing else changes by that.',
      'fin is called final now; nothing else changes by that.',
    ]);
  });

  it('is told in Spanish too', () => {
    expect(
      changes(change(['queue: general', 'queue: ventas'], ['prompts: [elija]', 'prompts: [elija-bien]']), 'es'),
    ).toEqual([
      'Menú (menu) dice otra cosa (es): «Elija bien.» en lugar de «Elija.».',
      'En cola se espera en la cola ventas, no en general.',
    ]);
  });
});

describe('the sentences of checks and changes', () => {
  it('are the same in every language, with the same things filled in', () => {
    const shape = (language: string) =>
      Object.fromEntries(
        Object.entries(sentencesOf(language)).map(([key, text]) => [
          key,
          [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort(),
        ]),
      );
    expect(sentenceLanguages()).toEqual(['en', 'es']);
    expect(shape('es')).toEqual(shape('en'));
  });
});
