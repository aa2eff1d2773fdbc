import { inWords, type Problem, sentence } from '../check/problem.ts';
import { sentencesOf } from '../sentences.ts';
import type { Options } from './options.ts';
import { type Say, style } from './terminal.ts';
import { checkedFlows, openWorkshop } from './workshop.ts';

/** `check [FILES…]`: all problems, as a compiler tells them. @returns the exit code. */
export function runCheck(options: Options, say: Say): number {
  const files = checkedFlows(openWorkshop(options.site), options.words);
  const problems = files.flatMap((one) => one.problems);
  const count = (severity: Problem['severity']) => problems.filter((one) => one.severity === severity).length;
  const totals = { flows: files.length, errors: count('error'), warnings: count('warning') };
  const sentences = sentencesOf(options.language);
  for (const { file, text, problems: own } of files)
    for (const problem of own) {
      const message = inWords({ ...problem, suggestion: null }, sentences);
      if (options.json) say(JSON.stringify({ ...problem, message }));
      else say(asCompiler({ ...problem, file }, message, text, sentences));
    }
  if (options.json) say(JSON.stringify(totals));
  else say(sentence(sentences, 'check.totals', totals));
  return totals.errors > 0 ? 1 : 0;
}

/** File, line, column and sentence; then the line itself with the place marked, and what to write. */
function asCompiler(
  problem: Problem,
  message: string,
  text: string,
  sentences: Parameters<typeof sentence>[0],
): string {
  const { file, line, column, severity, code, suggestion } = problem;
  const colour = severity === 'error' ? style.red : style.yellow;
  const head = `${style.bold(`${file}:${line}:${column}`)}: ${colour(severity)}: ${message} ${style.dim(`[${code}]`)}`;
  const source = (text.split('\n')[line - 1] ?? '').slice(0, 200);
  const margin = String(line).padStart(5);
  const word = /^(?:"[^"]*"|'[^']*'|[^\s,:\]}]+)/.exec(source.slice(column - 1))?.[0] ?? ' ';
  const mark = `${' '.repeat(column - 1)}${colour('^'.repeat(word.length))}`;
  const lines = [head, `${style.dim(`${margin} |`)} ${source}`, `${style.dim('      |')} ${mark}`];
  if (suggestion !== null)
    lines.push(`${style.dim('      =')} ${style.green(sentence(sentences, 'check.suggestion', { suggestion }))}`);
  return `${lines.join('\n')}\n`;
}
