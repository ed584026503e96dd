import { type ClassMen, leadingGroup, pawnsOf } from '../../syzygy/class-name.ts';
import type { NumberingLayout } from '../../syzygy/numbering.ts';

/** What stands for no place. */
const NO_PLACE = 15;

/**
 * Returns every layout of a class that its files may have: which men lead, the order of the others, and the places of the
 * digits.
 * @param file of the leading pawn, 0 to 3; 0 without pawns
 */
export function layoutsOf(men: ClassMen, file: number): NumberingLayout[] {
  const { leader, pawns } = pawnsOf(men);
  const { kingsLead, lead } = leadingGroup(men);
  const names = [...men.counts.keys()].filter((name) => men.counts[name] > 0);
  const layouts: NumberingLayout[] = [];
  for (const kinds of men.hasPawns ? [[leader]] : arrangements(singles(men, names), lead)) {
    const others = names.filter((name) => !kinds.includes(name) && (name & 7) === 1);
    const rest = names.filter((name) => !kinds.includes(name) && (name & 7) !== 1);
    const groups = 1 + others.length + rest.length;
    for (const last of arrangements(rest, rest.length)) {
      const order = [...kinds, ...others, ...last];
      const all = Uint8Array.from(order.flatMap((name) => Array<number>(men.counts[name]).fill(name)));
      for (const places of placesOf(groups, others.length > 0)) {
        layouts.push({ men: all, pawns, kingsLead, places, file });
      }
    }
  }
  return layouts;
}

function singles({ counts }: ClassMen, names: readonly number[]): number[] {
  return names.filter((name) => counts[name] === 1);
}

/** Returns the places that the digits of the leading men, and of the other side's pawns, may have. */
function placesOf(groups: number, hasOthers: boolean): [number, number][] {
  const all = [...Array(groups).keys()];
  if (!hasOthers) return all.map((place) => [place, NO_PLACE]);
  return all.flatMap((place) =>
    all.filter((other) => other !== place).map((other): [number, number] => [place, other]),
  );
}

/** Returns the arrangements of so many of the items. */
function arrangements(items: readonly number[], length: number): number[][] {
  if (length === 0) return [[]];
  return items.flatMap((first, i) =>
    arrangements(
      items.filter((_, j) => j !== i),
      length - 1,
    ).map((others) => [first, ...others]),
  );
}
