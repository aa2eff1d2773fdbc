import { parse } from 'yaml';
import { z } from 'zod';

/** A leaf of the settings: its path, and whether its value is taken as text. */
export interface SettingsLeaf {
  readonly path: readonly string[];
  readonly variable: string;
  readonly isText: boolean;
}

/** Every leaf of a settings schema with the environment variable that overrides it: `http.port` → CENTRALITA_HTTP_PORT. */
export function settingsLeaves(schema: z.ZodType, path: readonly string[] = []): readonly SettingsLeaf[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([key, value]) => settingsLeaves(value as z.ZodType, [...path, key]));
  }
  const isText = inner instanceof z.ZodString || inner instanceof z.ZodURL || inner instanceof z.ZodEnum;
  return [{ path, variable: variableName(path), isText }];
}

/** The name of the environment variable of a setting: `asterisk.sipPort` → CENTRALITA_ASTERISK_SIP_PORT. */
export function variableName(path: readonly string[]): string {
  const words = path.map((key) => key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase());
  return `CENTRALITA_${words.join('_')}`;
}

/** The environment's values as a nested object, as if a settings file had them. Lists and numbers are read as YAML. */
export function settingsFromEnvironment(
  schema: z.ZodType,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const leaf of settingsLeaves(schema)) {
    const text = environment[leaf.variable];
    if (text === undefined || text === '') continue;
    place(found, leaf.path, leaf.isText ? text : parse(text));
  }
  return found;
}

function place(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const child = isRecord(target[key]) ? target[key] : {};
  target[key] = child;
  place(child, rest, value);
}

/** `over` laid on `base`, key by key; lists are replaced whole. */
export function mergeSettings(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    if (value === undefined) continue;
    merged[key] = isRecord(before) && isRecord(value) ? mergeSettings(before, value) : value;
  }
  return merged;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}
