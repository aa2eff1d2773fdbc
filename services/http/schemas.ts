/** The shapes of `protocol.ts` for the checks and the OpenAPI document; each is held to its type by `satisfies`. */
export * from './schemas/annotations.ts';
export * from './schemas/bulk.ts';
export * from './schemas/call.ts';
export * from './schemas/call-search.ts';
export * from './schemas/custody.ts';
export * from './schemas/destination.ts';
export * from './schemas/flow-figures.ts';
export * from './schemas/parts.ts';
export * from './schemas/prompt.ts';
export * from './schemas/recording.ts';
export * from './schemas/session.ts';
export * from './schemas/site.ts';
export * from './schemas/token.ts';
export * from './schemas/webhook.ts';
