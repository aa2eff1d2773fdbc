import type { By } from '../core/agent.ts';

/** Parts of a site that are lists of entries with an id. */
export const listSections = [
  'services',
  'queues',
  'users',
  'skills',
  'lists',
  'calendars',
  'holidays',
  'tables',
  'breakReasons',
  'outcomes',
  'destinations',
] as const;

export type ListSection = (typeof listSections)[number];

/** A change of the site, as it is written in its file. */
export type SiteEdit =
  | {
      readonly kind: 'put';
      readonly section: ListSection;
      readonly id: string;
      readonly value: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'remove'; readonly section: ListSection; readonly id: string }
  | { readonly kind: 'settings'; readonly settings: Readonly<Record<string, unknown>> }
  /** The queues that an agent attends: these and no others. */
  | {
      readonly kind: 'agent-queues';
      readonly agentId: string;
      readonly queues: readonly { readonly id: string; readonly order?: number | undefined }[];
    }
  | { readonly kind: 'agent-skills'; readonly agentId: string; readonly skills: Readonly<Record<string, number>> };

/** Who asked for a change of the site, why, and on what version of it (a hash) if that matters. */
export type Asked = { readonly by: By; readonly reason: string; readonly ifMatch: string | null };

/** The site, edited while it is in force. */
export type SiteEditing = {
  /** The file as it is written, with its hash. */
  readonly written: () => Promise<{ readonly hash: string; readonly site: Readonly<Record<string, unknown>> }>;
  /**
   * Resolves when the change is in the file, in force and in the journal.
   * @throws CentralitaError `site-invalid` with a sentence for each wrong place, `site-changed-meanwhile`,
   * `site-file-changed`, `not-found`, `unknown-agent`, `unknown-queue`; nothing has changed then.
   */
  readonly edit: (edit: SiteEdit, asked: Asked) => Promise<{ readonly hash: string }>;
  /** Takes over what was changed by hand; throws as `edit` does. */
  readonly reload: (asked: Omit<Asked, 'ifMatch'>) => Promise<{ readonly hash: string }>;
};
