import { expect, test } from 'vitest';
import { speechModel } from '../../config/runtime.ts';
import { dictionaryOf } from '../../services/speech/dictionary.ts';
import { grammarOf } from '../../services/speech/grammar.ts';
import { saidIn } from '../../services/speech/pocketsphinx.ts';
import { wordAmong } from '../../services/speech/word-among.ts';

const pronunciations = dictionaryOf(speechModel().words);

test('a grammar holds what the dictionary can say, with every way to say it, and names the rest', () => {
  const { jsgf, dictionary, unknown } = grammarOf(['Zero', 'new order', 'incidencia', 'a; b', 'zero'], pronunciations);
  expect(jsgf).toBe('#JSGF V1.0;\ngrammar menu;\npublic <said> = zero | new order;\n');
  expect(dictionary.split('\n')).toEqual(expect.arrayContaining(['zero Z IH R OW', 'zero(2) Z IY R OW']));
  expect(dictionary).not.toMatch(/incidencia/);
  expect(unknown).toEqual(['incidencia', 'a; b']);
});

test('a line of the recogniser is what was said, or nothing', () => {
  expect(saidIn('{"b":0.6,"d":1.2,"p":1,"t":"two","w":[]}')).toEqual({ words: 'two', confidence: 1 });
  expect(saidIn('{"b":0.6,"d":1.2,"p":0.19,"t":"two","w":[]}')?.confidence).toBeCloseTo(0.25);
  for (const line of ['{"b":0.6,"d":1.2,"p":1,"t":"  ","w":[]}', 'ERROR: cannot', '{"t":2}', '[]'])
    expect(saidIn(line)).toBeNull();
});

test('a word is found in a sentence; where several are, none is', () => {
  const words = ['order', 'new order', 'facturación', 'person'];
  expect(wordAmong('A NEW order, please!', words)).toBe('new order');
  expect(wordAmong('Quiero facturacion.', words)).toBe('facturación');
  expect(wordAmong('order or person', words)).toBeNull();
  expect(wordAmong('reorder personal', words)).toBeNull();
});
