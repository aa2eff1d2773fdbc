import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { CentralitaError } from '../services/core/errors.ts';
import { closestWord } from './closest-word.ts';
import { fromRoot, projectRoot } from './paths.ts';
import { isRecord, mergeSettings, settingsFromEnvironment, settingsLeaves } from './settings-environment.ts';
import { type SettingsFile, type SettingsInput, settingsSchema } from './settings-schema.ts';

export type { SettingsInput } from './settings-schema.ts';

/** The settings in force: every key has its value, every path is absolute. */
export type Settings = Readonly<Omit<SettingsFile, 'spoolDir'>> & { readonly spoolDir: string };

export interface LoadOptions {
  /** Path of the YAML file; default: CENTRALITA_SETTINGS, or `centralita.yaml` in the project's root if it is there. */
  readonly file?: string;
  /** Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Laid over file and environment, for tests. */
  readonly overrides?: SettingsInput;
}

/**
 * Reads the settings: defaults, then the file, then the environment (`http.port` = CENTRALITA_HTTP_PORT).
 * @throws CentralitaError `settings-missing`, `settings-invalid` with every wrong place and its reason.
 */
export function loadSettings(options: LoadOptions = {}): Settings {
  const environment = options.environment ?? process.env;
  const file = options.file ?? environment.CENTRALITA_SETTINGS;
  const path = file === undefined ? join(projectRoot(), 'centralita.yaml') : fromRoot(file);
  if (file !== undefined && !existsSync(path)) {
    throw new CentralitaError(
      'settings-missing',
      `The settings file ${path} is not there; create it or correct its name.`,
    );
  }
  const fromFile = existsSync(path) ? readSettingsFile(path) : {};
  const overridden = mergeSettings(fromFile, settingsFromEnvironment(settingsSchema, environment));
  const parsed = settingsSchema.safeParse(mergeSettings(overridden, { ...options.overrides }));
  if (!parsed.success) throw invalid(path, parsed.error.issues.map(describeIssue));
  const settings = parsed.data;
  const reasons = contradictions(settings);
  if (reasons.length > 0) throw invalid(path, reasons);
  const dataDir = fromRoot(settings.dataDir);
  const flowsDir = fromRoot(settings.flowsDir);
  return { ...settings, dataDir, flowsDir, spoolDir: fromRoot(settings.spoolDir ?? defaultSpool(dataDir)) };
}

/** What browsers dial for their telephone. */
export function browserWebsocketUrl(settings: Settings): string {
  const { websocketUrl, bind, httpPort } = settings.asterisk;
  return websocketUrl ?? `ws://${bind === '0.0.0.0' ? settings.asterisk.host : bind}:${httpPort}/ws`;
}

/** Where people open the pages. */
export function publicUrl(settings: Settings): string {
  return settings.http.publicUrl ?? `http://${settings.http.host}:${settings.http.port}`;
}

/** A folder in memory of its own for each data folder. */
function defaultSpool(dataDir: string): string {
  return `/dev/shm/centralita-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
}

function readSettingsFile(path: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw invalid(path, [error instanceof Error ? error.message : String(error)]);
  }
  if (content === null || content === undefined) return {};
  if (!isRecord(content)) throw invalid(path, ['the file must hold keys and values, such as "logLevel: info"']);
  return content;
}

function invalid(path: string, reasons: readonly string[]): CentralitaError {
  const list = reasons.map((reason) => `  - ${reason}`).join('\n');
  return new CentralitaError(
    'settings-invalid',
    `The settings (${path} and the CENTRALITA_… environment variables) cannot be used. Correct these places:\n${list}`,
  );
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return `${path || '(top)'}: ${issue.message}`;
  const siblings = settingsLeaves(settingsSchema)
    .filter((leaf) => leaf.path.slice(0, issue.path.length).join('.') === path)
    .map((leaf) => leaf.path[issue.path.length] ?? '');
  return issue.keys
    .map((key) => {
      const guess = closestWord(key, siblings);
      const full = path === '' ? key : `${path}.${key}`;
      return `${full}: there is no such setting${guess === undefined ? '' : `; did you mean "${guess}"?`}`;
    })
    .join('\n  - ');
}

/** What each value allows alone but not together. */
function contradictions(settings: SettingsFile): readonly string[] {
  const reasons: string[] = [];
  const { rtpStart, rtpEnd, sipPort, httpPort } = settings.asterisk;
  if (rtpEnd < rtpStart + 10) reasons.push('asterisk.rtpEnd: must be at least ten above asterisk.rtpStart');
  if (!settings.languages.includes(settings.locale)) {
    reasons.push(`locale: "${settings.locale}" is not among languages (${settings.languages.join(', ')})`);
  }
  const tcp = { 'http.port': settings.http.port, 'ari.port': settings.ari.port, 'ami.port': settings.ami.port };
  const taken = new Map<number, string>();
  for (const [key, port] of Object.entries({ ...tcp, 'asterisk.httpPort': httpPort, 'asterisk.sipPort': sipPort })) {
    const other = taken.get(port);
    if (other !== undefined) reasons.push(`${key}: port ${port} is that of ${other} already; choose another`);
    taken.set(port, key);
  }
  return reasons;
}
