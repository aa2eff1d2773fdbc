/** The search of this tab, so that a call leads back to it. */
const key = 'centralita.search';

export function rememberSearch(parameters: URLSearchParams): void {
  const search = new URLSearchParams(parameters);
  // What was open over it is no part of the search.
  search.delete('jobs');
  sessionStorage.setItem(key, search.toString());
}

/** As the tail of an address: '' or `?…`. */
export function lastSearch(): string {
  const search = sessionStorage.getItem(key) ?? '';
  return search === '' ? '' : `?${search}`;
}
