import type { SiteSection } from '../../../services/core/event.ts';

/** The site as its file has it, each part as it is edited; `hash` names this state of it. */
export type SiteDocument = { readonly hash: string; readonly site: SiteContents };
type Entry = Readonly<Record<string, unknown>> & { readonly id: string };
export type SiteContents = Readonly<Partial<Record<SiteSection, readonly Entry[]>>> & Readonly<Record<string, unknown>>;
