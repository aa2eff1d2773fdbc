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
  readonly group:
    | 'base'
    | 'voices'
    | 'speech'
    | 'test-tools'
    | 'ftp-server'
    | 'age'
    | 'unzip'
    | 'cloud'
    | 'postgres'
    | 'browser';
  /** Path inside the prefix. */
  readonly path: string;
  /** Started as it is, because its loader was written into it when it was unpacked. */
  readonly relocated?: boolean;
}

/** Debian's own browser, used where the runtime has none. */
const MACHINE_BROWSER = '/usr/bin/chromium';

const PROGRAMS: Readonly<Record<string, ProgramPlace>> = {
  asterisk: { group: 'base', path: 'usr/sbin/asterisk' },
  sipp: { group: 'base', path: 'usr/bin/sipp' },
  ffmpeg: { group: 'base', path: 'usr/bin/ffmpeg' },
  ffprobe: { group: 'base', path: 'usr/bin/ffprobe' },
  'espeak-ng': { group: 'base', path: 'usr/bin/espeak-ng' },
  flite: { group: 'voices', path: 'usr/bin/flite' },
  pocketsphinx: { group: 'speech', path: 'usr/bin/pocketsphinx' },
  sshd: { group: 'test-tools', path: 'usr/sbin/sshd', relocated: true },
  'ssh-keygen': { group: 'test-tools', path: 'usr/bin/ssh-keygen' },
  radosgw: { group: 'test-tools', path: 'usr/bin/radosgw' },
  'radosgw-admin': { group: 'test-tools', path: 'usr/bin/radosgw-admin' },
  proftpd: { group: 'ftp-server', path: 'usr/sbin/proftpd' },
  age: { group: 'age', path: 'usr/bin/age' },
  'age-keygen': { group: 'age', path: 'usr/bin/age-keygen' },
  unzip: { group: 'unzip', path: 'usr/bin/unzip' },
  python3: { group: 'cloud', path: 'usr/bin/python3' },
  initdb: { group: 'postgres', path: 'usr/lib/postgresql/18/bin/initdb', relocated: true },
  postgres: { group: 'postgres', path: 'usr/lib/postgresql/18/bin/postgres', relocated: true },
  chromium: { group: 'browser', path: 'usr/lib/chromium/chromium', relocated: true },
};

/** True when the machine's own programs are to be used, as in a container: CENTRALITA_RUNTIME=system. */
function usesSystem(): boolean {
  return process.env.CENTRALITA_RUNTIME === 'system';
}

/**
 * How to start a program of the runtime: asterisk, sipp, ffmpeg, ffprobe, espeak-ng, flite, pocketsphinx, and for tests sshd, ssh-keygen,
 * radosgw, radosgw-admin, proftpd, age, age-keygen, unzip, python3 (with moto), initdb, postgres, chromium. Throws RuntimeError when it is unknown or not unpacked.
 */
export function runtimeProgram(name: string): RuntimeProgram {
  const place = PROGRAMS[name];
  if (place === undefined) throw new RuntimeError('program-unknown', `The runtime has no program named ${name}.`);
  if (usesSystem()) return { command: name, args: [], env: {} };
  if (name === 'chromium' && !isUnpacked('browser') && existsSync(MACHINE_BROWSER)) {
    return { command: MACHINE_BROWSER, args: [], env: {} };
  }
  const prefix = runtimePrefix(place.group);
  const path = join(prefix, place.path);
  const libraries = libraryFolder(prefix);
  const searched = ['', 'pulseaudio', 'ceph'].map((sub) => join(libraries, sub)).filter((folder) => existsSync(folder));
  const env = programEnvironment(name, prefix, searched.join(':'), libraries);
  if (place.relocated) return { command: path, args: [], env };
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

/** The acoustic model and the dictionary of the recogniser. Throws RuntimeError when not unpacked. */
export function speechModel(): { readonly acoustic: string; readonly words: string } {
  const folder = join(usesSystem() ? '/' : runtimePrefix('speech'), 'usr/share/pocketsphinx/model/en-us');
  return { acoustic: join(folder, 'en-us'), words: join(folder, 'cmudict-en-us.dict') };
}

function prefixPath(group: ProgramPlace['group']): string {
  return join(projectRoot(), '.runtime', group);
}

function isUnpacked(group: ProgramPlace['group']): boolean {
  return existsSync(join(prefixPath(group), '.complete'));
}

function runtimePrefix(group: ProgramPlace['group']): string {
  const prefix = prefixPath(group);
  if (isUnpacked(group)) return prefix;
  const commands = { base: 'npm start', voices: 'npm run setup -- voices', speech: 'npm run setup -- speech' };
  const command = group in commands ? commands[group as keyof typeof commands] : 'npm test';
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

function programEnvironment(name: string, prefix: string, searched: string, libraries: string): Record<string, string> {
  switch (name) {
    case 'espeak-ng':
      return { ESPEAK_DATA_PATH: libraries };
    case 'sipp':
      return { TERMINFO_DIRS: join(prefix, 'usr/share/terminfo') };
    case 'sshd':
    case 'proftpd':
      // Makes a user for the test without touching the machine's list: NSS_WRAPPER_PASSWD and _GROUP name the files.
      return { LD_PRELOAD: join(libraries, 'libnss_wrapper.so') };
    case 'python3':
      return { PYTHONHOME: join(prefix, 'usr'), PYTHONNOUSERSITE: '1', PYTHONDONTWRITEBYTECODE: '1' };
    case 'chromium':
      // Its children and its plug-in libraries find theirs by this path, not by the one written into the program.
      return { LD_LIBRARY_PATH: searched, FONTCONFIG_FILE: join(prefix, 'fonts.conf') };
    default:
      return {};
  }
}
