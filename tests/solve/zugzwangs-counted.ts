/** Mutual zugzwangs of chess, and how they are counted where counts are published. */

import { chess } from '../../games/chess.ts';
import { type Zugzwang, zugzwangs } from '../../src/solve/zugzwangs.ts';
import { specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';

const specialization = specialize(chess);
const values = new SliceValues(specialization, { memory: 500e6, metric: 'wdl' });

export async function zugzwangsOf(table: string): Promise<Zugzwang[]> {
  const list: Zugzwang[] = [];
  for (const slice of specialization.slicesOf(table)) {
    for await (const zugzwang of zugzwangs(specialization, slice, values)) list.push(zugzwang);
  }
  return list;
}

/** Returns in how many only Black loses by moving, only White, both. */
export async function counted(table: string): Promise<[number, number, number]> {
  const list = (await zugzwangsOf(table)).map(({ outcomes }) => outcomes.join(' '));
  const count = (what: string): number => list.filter((each) => each === what).length;
  return [count('draw loss'), count('loss draw'), count('loss loss')];
}
