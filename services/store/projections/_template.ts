import type { Projection } from './projection.ts';

/** What question these rows answer, and who asks it. */
export const templateProjection: Projection = {
  name: 'template',
  version: 1,
  tables: [],
  write: ({ event }) => {
    switch (event.type) {
      default:
        return [];
    }
  },
};
