/** Lower case, without accents and signs: how words are compared. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The one of these words that a sentence has in it; null where it has none, or several. */
export function wordAmong(sentence: string, words: readonly string[]): string | null {
  const said = ` ${plain(sentence)} `;
  const found = words.filter((word) => plain(word) !== '' && said.includes(` ${plain(word)} `));
  // "New order" has "order" in it too: the longer one was said.
  const most = found.filter(
    (one) => !found.some((other) => other !== one && ` ${plain(other)} `.includes(` ${plain(one)} `)),
  );
  return most.length === 1 ? (most[0] ?? null) : null;
}
