/**
 * Bodies of the HTTP interface under `/api`; the only file of services/http a page may import.
 *
 * | request | who | answer |
 * |---|---|---|
 * | POST `/api/session` `{login, password}` | anyone (rate limited) | `Session`; sets the cookie |
 * | GET, DELETE `/api/session` | signed in | `Session` · 204 |
 * | GET `/api/phone` | agent, supervisor | `PhoneAccount` |
 * | GET `/api/demo/phone` | anyone, when the demo's web telephone is on | `PhoneAccount` of the caller |
 * | GET `/api/site` | signed in | `SiteView` |
 * | GET `/api/floor` | agent, supervisor, administrator | `FloorView` |
 * | GET `/api/strategies` | supervisor, administrator | `StrategyView[]` |
 * | GET `/api/calls?…CallSearch` | supervisor, auditor, administrator | `Page<CallRow>` |
 * | GET `/api/calls/:id` | the same, and an agent for the own | `CallDetail` |
 * | GET `/api/calls/:id/export?format=json\|vcon&audio=1` | as the call; audio as its recording | a file: `CallExport`, or a vCon |
 * | GET `/api/schemas/call-export.json` | anyone | JSON Schema of `CallExport` |
 * | GET, POST `/api/searches`, PUT, DELETE `/api/searches/:id` `{name, query, roles}` | supervisor, auditor, administrator | `SavedSearch` |
 * | GET `/api/flows/:flow/statistics?from&to&version` | supervisor, auditor, administrator | `FlowStatistics` |
 * | GET `/api/flows/:flow/live` | supervisor, administrator | `FlowLive` |
 * | GET `/api/open-calls?number=` | agent (own), supervisor, administrator | `OpenCall[]` |
 * | POST `/api/calls/:id/consent`, `/pause`, `/resume`, `/record` | the same | `OpenCall` |
 * | GET, POST `/api/callbacks` | agent, supervisor, administrator | `CallbackRow[]` · 201 `CallbackRow` |
 * | DELETE `/api/callbacks/:id?reason=` | supervisor, administrator | 204 |
 * | GET `/api/site/file` | supervisor, administrator | `SiteWritten` |
 * | PUT, DELETE `/api/site/<section>/:id` `{value, hash?, reason?}`, PATCH `/api/site/settings`, POST `/api/site/reload` | administrator | `SiteHash` |
 * | PUT `/api/agents/:id/queues`, `/api/agents/:id/skills` | supervisor, administrator | `SiteHash` |
 * | POST `/api/users/:id/password` `{password, current?}` | oneself, administrator | 204 |
 * | GET `/api/recordings/:id/audio?format=ogg\|wav&download=1` | supervisor, auditor, administrator | audio, ranges; logged |
 * | GET `/api/recordings/:id/waveform` | the same | `Waveform` |
 * | GET `/api/recordings/:id/access` | auditor, administrator | `AccessRow[]` |
 * | GET `/api/publications?state=dead` | auditor, administrator | `PublicationRow[]` |
 * | GET `/api/bulk`, `/:id` | auditor, administrator | `BulkJob[]` · `BulkJob` with what is left out |
 * | POST `/api/bulk/zips?…CallSearch` `{format, …}`, `/api/bulk/publications?…CallSearch` `{destination}` | auditor, administrator | 202 `BulkJob` |
 * | POST `/api/bulk/:id/cancel`, DELETE `/api/bulk/:id` | who began it, administrator | `BulkJob` · 204 |
 * | GET `/api/bulk/:id/zip` | who began it, administrator | the ZIP; logged |
 * | POST `/api/recordings/:id/publications` `{destination}` | auditor, administrator | 202 `PublicationRow` |
 * | GET `/api/destinations`, POST `/api/destinations/:id/test` | auditor, administrator | `DestinationHealth[]` · `DestinationTest` |
 * | GET `/api/quality/templates`, POST (new), PUT `/:id` (next version), DELETE `/:id` (retires) | supervisor, auditor, administrator | `QualityTemplateRow[]` · `QualityTemplateRow` |
 * | GET `/api/quality/templates/:id/:version` | signed in | `QualityTemplate` |
 * | GET, PUT, DELETE `/api/quality/rules/:id` | supervisor, auditor, administrator | `QualityRule[]` · `QualityRule` |
 * | GET `/api/quality/assignments`, DELETE `/:id` | the same | `QualityAssignment[]` · 204 |
 * | GET, POST `/api/quality/evaluations`, GET `/:id` | the same; agents read their own | `Page<EvaluationRow>` · 201 `EvaluationDetail` |
 * | POST `/api/quality/evaluations/:id/response` `{how, text}` | the agent it is about | `EvaluationDetail` |
 * | GET, POST `/api/quality/calibrations`, POST `/:id/close` | supervisor, auditor, administrator | `CalibrationRow[]` · `CalibrationRow` |
 * | GET `/api/quality/trends?by&period&from&to` | the same; agents their own | `QualityTrends` |
 * | GET, POST `/api/tokens` `{name, scopes, days}`, DELETE `/:id` | administrator | `ApiToken[]` · 201 `NewApiToken` · 204 |
 * | GET `/api/recordings?…CallSearch` | supervisor, auditor, administrator | `Page<CallRow>` of those recorded |
 * | GET `/api/recordings/:id/annotations`, PUT `/labels`, POST `/notes`, DELETE `/notes/:note` | the same | `RecordingAnnotations` · `RecordingLabels` · 201 `RecordingNote` · 204 |
 * | GET, POST `/api/webhooks` `{url, events}`, PUT, DELETE `/:id` | administrator | `WebhookHealth[]` · 201 `NewWebhook` · 204 |
 * | GET `/api/webhooks/:id/deliveries?state&limit`, POST `/:seq/retry` | administrator | `WebhookDelivery[]` · 204 |
 * | POST `/api/webhooks/:id/test`, `/retry` | administrator | `WebhookTest` · `{asked}` |
 * | GET `/health` | anyone | `{ok, telephony, disk}` |
 *
 * Errors are `{error: {code, message}}` with a fitting status; `code` is a key of the pages' language files under `error.`.
 */
export type * from './protocol/annotations.ts';
export type * from './protocol/bulk.ts';
export type * from './protocol/call.ts';
export type * from './protocol/call-search.ts';
export type * from './protocol/custody.ts';
export type * from './protocol/destination.ts';
export type * from './protocol/flow.ts';
export type * from './protocol/flow-figures.ts';
export type * from './protocol/prompt.ts';
export type * from './protocol/quality.ts';
export type * from './protocol/recording.ts';
export type * from './protocol/session.ts';
export type * from './protocol/site.ts';
export type * from './protocol/token.ts';
export type * from './protocol/webhook.ts';
