import type { Costs, TableCost } from './costs.ts';
import type { Profile } from './profile.ts';

/**
 * Returns costs that know the tables of a profile which have none: a question about such a table takes as long as one about
 * the table of as many men that takes longest, of those that can be computed. Tables of so many men that no table has costs stay unknown.
 * @param men returns the number of men of a table's positions, undefined if it is not known
 */
export function withAssumed(costs: Costs, { classes }: Profile, men: (table: string) => number | undefined): Costs {
  const known = new Set(costs.tables.map(({ table }) => table));
  const whole = wholeSeconds(costs);
  const dearest = new Map<number, TableCost>();
  for (const table of costs.tables) {
    const count = men(table.table);
    if (count === undefined || !Number.isFinite(whole.get(table.table)!)) continue;
    const most = dearest.get(count);
    if (most === undefined || whole.get(table.table)! > whole.get(most.table)!) dearest.set(count, table);
  }
  const assumed = classes.flatMap(({ table }): TableCost[] => {
    const like = known.has(table) ? undefined : dearest.get(men(table) ?? -1);
    if (like === undefined) return [];
    const { exits: _, search: __, compute: ___, ...question } = like;
    return [{ ...question, table, below: [like.table], options: [], compute: 0 }];
  });
  return { ...costs, tables: [...costs.tables, ...assumed] };
}

/** Returns, by table, the seconds that a game's questions take from nothing; Infinity if that is impossible. */
export function wholeSeconds({ tables }: Costs): Map<string, number> {
  const byName = new Map(tables.map((table) => [table.table, table]));
  return new Map(
    tables.map(({ table, alone, tried = 0, computed = 1 }) => {
      if (alone !== undefined) return [table, tried + computed * alone];
      const needed = new Set([table]);
      let seconds = 0;
      for (const each of needed) {
        const { compute = Number.POSITIVE_INFINITY, below } = byName.get(each)!;
        seconds += compute;
        for (const next of below) needed.add(next);
      }
      return [table, seconds];
    }),
  );
}
