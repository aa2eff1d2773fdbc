export const recordingsScenes = [
  { name: 'custody', path: '/custody', user: 'sonia' },
  { name: 'custody-empty', path: '/custody', user: 'sonia', set: { empty: true } },
  { name: 'publications', path: '/publications', user: 'alba' },
  { name: 'publications-empty', path: '/publications', user: 'alba', set: { empty: true } },
];
