/** Shards: jobs dealt out to processes that do not know of each other. */

/** Which share of the jobs a process does. */
export interface Shard {
  /** 1 to `of`. */
  readonly number: number;
  /** Number of shards. */
  readonly of: number;
}

/**
 * Returns the items of a shard, in the order given. The heaviest item is dealt first, always to the shard with the least
 * so far, so all get about the same. Every process deals alike, and each item falls to one shard.
 * @param weightOf the work of an item; must be the same in every process
 */
export function dealt<T>(items: readonly T[], weightOf: (item: T) => number, { number, of }: Shard): T[] {
  const loads = Array.from({ length: of }, () => 0);
  const mine = new Set<T>();
  const weighed = items.map((item) => ({ item, weight: weightOf(item) }));
  for (const { item, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] += weight;
    if (least === number - 1) mine.add(item);
  }
  return items.filter((item) => mine.has(item));
}
