import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { SetupError } from './sentence.mjs';

/**
 * Runs a program to its end and returns its standard output. `onLine` sees every line of both outputs as it comes.
 * Rejects with `command-missing` or `command-failed`, the latter with the last lines the program printed.
 */
export function runCommand(command, args, { cwd, env, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...(env ?? process.env), NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let tail = '';
    const watch = (stream, keep) => {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        if (keep) output += chunk;
        tail = (tail + chunk).slice(-4_000);
        if (!onLine) return;
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
      });
    };
    watch(child.stdout, true);
    watch(child.stderr, false);
    child.on('error', (error) => {
      reject(new SetupError('command-missing', `${command} cannot be started (${error.message}).`));
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const how = signal ? `was ended by ${signal}` : `failed with code ${code}`;
      reject(new SetupError('command-failed', `${command} ${how}. Its last lines were:\n${plain(tail)}`));
    });
  });
}

/** Text without the colours of a terminal, which a log cannot show. */
function plain(text) {
  return stripVTControlCharacters(text).trim();
}
