/** The search of this tab, so that a call leads back to it. */
const key = 'centralita.search';

export function rememberSearch(parameters: URLSearchParams): void {
  sessionStorage.setItem(key, parameters.toString());
}

/** As the tail of an address: '' or `?…`. */
export function lastSearch(): string {
  const search = sessionStorage.getItem(key) ?? '';
  return search === '' ? '' : `?${search}`;
}
