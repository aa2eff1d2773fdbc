import { asList, asText, asValue } from './fields.ts';

/** An agent of a queue: the site file writes the id alone, or with what is not usual. */
export type Member = { readonly id: string; readonly order: number | null; readonly weight: number | null };

export function membersOf(value: unknown): readonly Member[] {
  return asList(value).flatMap((one) => {
    if (typeof one === 'string') return [{ id: one, order: null, weight: null }];
    const { id, order, weight } = asValue(one);
    const number = (written: unknown) => (typeof written === 'number' ? written : null);
    return asText(id) === '' ? [] : [{ id: asText(id), order: number(order), weight: number(weight) }];
  });
}

export function writtenMembers(members: readonly Member[]): readonly unknown[] {
  return members.map(({ id, order, weight }) =>
    order === null && weight === null
      ? id
      : { id, ...(order === null ? {} : { order }), ...(weight === null ? {} : { weight }) },
  );
}

/** The list with one moved a place up (-1) or down (1); the same list at its ends. */
export function shifted<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const one = list[index];
  const other = list[index + by];
  return one === undefined || other === undefined ? list : list.with(index, other).with(index + by, one);
}
