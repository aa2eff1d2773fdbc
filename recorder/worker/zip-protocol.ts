import type { PlainSource } from './plain-audio.ts';

/** A file of a ZIP, known before it is made. */
export type ZipEntry = {
  readonly name: string;
  readonly bytes: number;
  /** Ms since the epoch. */
  readonly at: number;
};

/** What a file of a ZIP consists of. */
export type ZipContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'audio'; readonly source: PlainSource; readonly sha256: string };

/** `more`: so many chunks may be said. */
export type ToZipper =
  | { readonly type: 'begin'; readonly entries: readonly ZipEntry[]; readonly recipient: string | null }
  | { readonly type: 'content'; readonly n: number; readonly content: ZipContent }
  | { readonly type: 'more'; readonly chunks: number };

/** `wanted`: the file whose turn it is. */
export type FromZipper =
  | { readonly type: 'size'; readonly bytes: number | null }
  | { readonly type: 'wanted'; readonly n: number }
  | { readonly type: 'chunk'; readonly chunk: Uint8Array }
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };
