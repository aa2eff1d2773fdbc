/** What people put on a recording to find it again. */
export type RecordingLabels = { readonly tags: readonly string[]; readonly tickets: readonly string[] };

/** A note on a moment of a recording: `at` ms from its beginning. */
export type RecordingNote = {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly byId: string;
  readonly byName: string;
  readonly createdAt: number;
};

export type RecordingAnnotations = RecordingLabels & { readonly notes: readonly RecordingNote[] };
