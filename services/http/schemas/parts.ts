import { z } from 'zod';

/** Ids of the site and of the engine. */
export const id = z.string().min(1).max(100);
export const time = z.int().describe('ms since the epoch');
export const number = z.number();
export const localText = z.record(z.string(), z.string());
export const role = z.enum(['agent', 'supervisor', 'auditor', 'administrator']);
export const direction = z.enum(['inbound', 'outbound', 'callback']);
export const result = z.enum(['answered', 'abandoned', 'voicemail', 'menu', 'callback', 'callback-failed']);
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write HH:MM');
export const seconds = z.coerce.number().min(0).max(1e6);
export const instant = z.coerce.number().int().min(0).max(1e14);
export const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
export const recordingState = z.enum(['recording', 'ended', 'sealed', 'failed', 'erased']);
export const consent = z.enum(['unknown', 'asked', 'given', 'refused', 'withdrawn']);
export const side = z.enum(['caller', 'agent', 'system']);
