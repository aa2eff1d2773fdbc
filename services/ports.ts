/**
 * What the adapters are to each other: telephony, store, live, http and recorder know these, never one another.
 * `context.ts` puts the pieces together.
 */
export type * from './ports/access.ts';
export type * from './ports/bulk.ts';
export type * from './ports/calls.ts';
export type * from './ports/custody.ts';
export type * from './ports/engine.ts';
export type * from './ports/flows.ts';
export type * from './ports/prompts.ts';
export type * from './ports/quality.ts';
export type * from './ports/recordings.ts';
export * from './ports/site.ts';
export type * from './ports/speech.ts';
export type * from './ports/webhooks.ts';
