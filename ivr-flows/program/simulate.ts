import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Flow } from '../flow.ts';
import { givenOf, msOf } from '../lab/flow-test.ts';
import type { Lab } from '../lab/lab.ts';
import { type Bench, labFor, timeZoneOf } from '../lab/run-test.ts';
import { sayer } from '../lab/said.ts';
import { type Action, runScript, settle, step } from '../lab/script.ts';
import { readText } from '../loader.ts';
import type { Options } from './options.ts';
import { type Say, style } from './terminal.ts';
import { benchOf, flowNamed, readTests } from './test.ts';
import { Transcript } from './transcript.ts';
import { openWorkshop } from './workshop.ts';

const help = `Keys: 1, or 1,2,#          Enter: the caller says nothing
wait 30s                   time passes
say WORDS                  a word to the recogniser
agent answers|hangs-up     an agent picks up, or hangs up
web 200 {"name":"Ana"}     what the next web request is answered
hang-up, quit, help`;

/** `simulate FLOW`: a call without telephones, on the terminal or as a script says. @returns the exit code. */
export async function runSimulation(options: Options, say: Say): Promise<number> {
  const [written] = options.words;
  if (written === undefined) throw new CentralitaError('options-invalid', 'Name a flow, or the path of its file.');
  const workshop = openWorkshop(options.site);
  const isFile = existsSync(resolve(written));
  const bench = benchOf(workshop, isFile ? [written, workshop.settings.flowsDir] : []);
  const flow = flowNamed(bench, isFile ? nameIn(written) : written, written);
  if (options.script !== undefined) return scripts(bench, flow, options, say);
  const lab = labFor(bench, flow, { ...givenOf({ hears: true }, timeZoneOf(bench, flow.name)) });
  const transcript = new Transcript(lab, sayer(bench.flows, bench.texts), say);
  if (options.keys !== undefined) {
    const keys = options.keys.split('').filter((key) => key !== ',' && key !== ' ');
    return finish(lab, transcript, [{ line: 1, do: 'keys', keys }], say);
  }
  return converse(lab, transcript, say);
}

const nameIn = (path: string): string =>
  /^flow:\s*([a-z0-9-]+)\s*$/m.exec(readText(dirname(resolve(path)), basename(path)).text)?.[1] ?? path;

/** Every test of a file as a story; `--only` chooses some by name. */
function scripts(bench: Bench, flow: Flow, { script = '', only = '' }: Options, say: Say): number {
  const chosen = readTests([resolve(script)]).flatMap(({ tests }) => tests.filter(({ name }) => name.includes(only)));
  const codes = chosen.map((test) => {
    say(style.bold(test.name));
    const lab = labFor(bench, flow, test.given(timeZoneOf(bench, flow.name)));
    return finish(lab, new Transcript(lab, sayer(bench.flows, bench.texts), say), test.when, say);
  });
  return Math.max(0, ...codes);
}

function finish(lab: Lab, transcript: Transcript, actions: readonly Action[], say: Say): number {
  lab.watch(() => transcript.tell());
  const stuck = runScript(lab, actions);
  transcript.tell();
  if (stuck === null) return 0;
  say(style.red(`line ${stuck.line}: ${stuck.why}`));
  return 1;
}

/** Somebody at the terminal is the caller: time passes while the flow has something to do, and stands while it is asked. */
async function converse(lab: Lab, transcript: Transcript, say: Say): Promise<number> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
  lab.watch(() => transcript.tell());
  say(style.dim(help));
  lab.ring();
  settle(lab);
  try {
    if (!lab.ended) prompt(lab);
    for await (const line of terminal) {
      const word = line.trim();
      if (word === 'quit') break;
      if (word === 'help') say(help);
      else obey(lab, word, say);
      if (lab.ended) break;
      prompt(lab);
    }
  } finally {
    terminal.close();
  }
  return 0;
}

const prompt = (lab: Lab) => {
  const place = lab.call?.place.at ?? 'menu';
  process.stdout.write(style.green(`${lab.path.at(-1) ?? ''}${place === 'menu' ? '' : ` (${place})`}> `));
};

function obey(lab: Lab, word: string, say: Say): void {
  const [, status, body] = /^web (\d{3})(?: (.*))?$/.exec(word) ?? [];
  if (status !== undefined) {
    try {
      lab.answerWeb({ how: 'answered', status: Number(status), body: body ? JSON.parse(body) : {}, afterMs: 0 });
    } catch {
      say(style.red('What the web service answers is JSON, such as {"name":"Ana"}.'));
    }
    return;
  }
  const action = actionOf(word);
  const why = action === null ? `"${word}" is none of these:\n${help}` : step(lab, action);
  if (why !== null) say(style.red(why));
  settle(lab);
}

function actionOf(word: string): Action | null {
  const line = 1;
  if (word === '' || word === 'silence') return { line, do: 'silence', times: 1 };
  if (word === 'hang-up') return { line, do: 'hang-up' };
  if (/^[0-9*#][0-9*#, ]*$/.test(word)) return { line, do: 'keys', keys: word.replace(/[, ]/g, '').split('') };
  const [, ms] = /^wait (\d+(?:\.\d+)?(?:ms|s|m|h)?)$/.exec(word) ?? [];
  if (ms !== undefined) return { line, do: 'wait', ms: msOf(/\d$/.test(ms) ? Number(ms) : ms) };
  const [, words] = /^say (.+)$/.exec(word) ?? [];
  if (words !== undefined) return { line, do: 'say', words };
  if (word === 'agent answers') return { line, do: 'agent', what: 'answers' };
  return word === 'agent hangs-up' ? { line, do: 'agent', what: 'hangs-up' } : null;
}
