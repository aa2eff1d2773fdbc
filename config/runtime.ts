import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.ts';

/** How a program of the runtime is started: `spawn(command, [...args, ...own], { env: { ...process.env, ...env } })`. */
export interface RuntimeProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface RuntimePaths {
  /** Folder of Asterisk's loadable modules. */
  readonly modules: string;
  /** Asterisk's own data folder: documentation, keys, static files. */
  readonly data: string;
  /** Human recordings, one folder per language and voice. */
  readonly sounds: string;
  /** Hold music. */
  readonly music: string;
  /** Asterisk's description of its REST API, JSON files. */
  readonly restApi: string;
}

export type RuntimeErrorCode = 'runtime-missing' | 'program-unknown';

/** A program of the runtime is not there; the sentence names the command that fetches it. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;
  constructor(code: RuntimeErrorCode, sentence: string) {
    super(sentence);
    this.name = 'RuntimeError';
    this.code = code;
  }
}

interface ProgramPlace {
  readonly group: 'base' | 'test-tools' | 'browser';
  /** Path inside the prefix. */
  readonly path: string;
  /** Started as it is, because its loader was written into it when it was unpacked. */
  readonly relocated?: boolean;
}

const PROGRAMS: Readonly<Record<string, ProgramPlace>> = {
  asterisk: { group: 'base', path: 'usr/sbin/asterisk' },
  sipp: { group: 'base', path: 'usr/bin/sipp' },
  ffmpeg: { group: 'base', path: 'usr/bin/ffmpeg' },
  ffprobe: { group: 'base', path: 'usr/bin/ffprobe' },
  'espeak-ng': { group: 'base', path: 'usr/bin/espeak-ng' },
};

/** True when the machine's own programs are to be used, as in a container: CENTRALITA_RUNTIME=system. */
function usesSystem(): boolean {
  return process.env.CENTRALITA_RUNTIME === 'system';
}

/** How to start a program of the runtime. Throws RuntimeError when it is unknown or not unpacked. */
export function runtimeProgram(name: string): RuntimeProgram {
  const place = PROGRAMS[name];
  if (place === undefined) throw new RuntimeError('program-unknown', `The runtime has no program named ${name}.`);
  if (usesSystem()) return { command: name, args: [], env: {} };
  const prefix = runtimePrefix(place.group);
  const path = join(prefix, place.path);
  const libraries = libraryFolder(prefix);
  const env = programEnvironment(name, prefix, libraries);
  if (place.relocated) return { command: path, args: [], env };
  const searched = ['', 'pulseaudio', 'blas', 'lapack'].map((sub) => join(libraries, sub)).filter(existsSync);
  return { command: loaderOf(libraries), args: ['--library-path', searched.join(':'), path], env };
}

/** Where the runtime keeps Asterisk's modules, recordings and descriptions. Throws RuntimeError when not unpacked. */
export function runtimePaths(): RuntimePaths {
  const prefix = usesSystem() ? '/' : runtimePrefix('base');
  const data = join(prefix, 'usr/share/asterisk');
  return {
    modules: join(libraryFolder(prefix), 'asterisk/modules'),
    data,
    sounds: join(data, 'sounds'),
    music: join(data, 'moh'),
    restApi: join(data, 'rest-api'),
  };
}

function runtimePrefix(group: ProgramPlace['group']): string {
  const prefix = join(projectRoot(), '.runtime', group);
  if (existsSync(join(prefix, '.complete'))) return prefix;
  const command = group === 'base' ? 'npm start' : 'npm test';
  throw new RuntimeError('runtime-missing', `The programs in ${prefix} are not unpacked yet: "${command}" does it.`);
}

function libraryFolder(prefix: string): string {
  const lib = join(prefix, 'usr/lib');
  const tuple = readdirSync(lib).find((name) => name.endsWith('-linux-gnu'));
  if (tuple === undefined) throw new RuntimeError('runtime-missing', `${lib} has no library folder; remove ${prefix}.`);
  return join(lib, tuple);
}

function loaderOf(libraries: string): string {
  const loader = readdirSync(libraries).find((name) => /^ld-linux-.*\.so\.\d+$/.test(name));
  if (loader === undefined) throw new RuntimeError('runtime-missing', `${libraries} has no dynamic loader; remove it.`);
  return join(libraries, loader);
}

function programEnvironment(name: string, prefix: string, libraries: string): Record<string, string> {
  if (name === 'espeak-ng') return { ESPEAK_DATA_PATH: libraries };
  if (name === 'sipp') return { TERMINFO_DIRS: join(prefix, 'usr/share/terminfo') };
  return {};
}
