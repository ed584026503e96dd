/** What the parts of the specialiser are worth: costs without them over costs with them. */

/** What is taken out, in the order of the report; the first leaves everything in. */
export const ARMS = [
  'everything',
  'no symmetry',
  'all slices in one table',
  'no ranking: a digit a cell',
  "no don't-cares",
  'the default codec',
  'generic engine',
  'naive template',
  'naive template, then brotli',
] as const;
export type Arm = (typeof ARMS)[number];

/** What tables take; undefined where the arm does not change it, or where it cannot be had. */
export interface ArmCost {
  /** Bytes of all files without their heads, or of what stands in their place. */
  readonly bytes?: number;
  /** CPU seconds of generation, exploring included, without packing. */
  readonly seconds?: number;
}

/** A game with and without the parts. */
export interface Apart {
  readonly game: string;
  readonly family: string;
  /** Legal positions up to symmetry. */
  readonly positions: number;
  readonly arms: Readonly<Partial<Record<Arm, ArmCost>>>;
}

/** What an arm costs beside everything. */
export interface Ratio {
  readonly arm: Arm;
  /** Geometric mean over families, of geometric means over their games. */
  readonly mean: number;
  /** The least and the greatest of a game. */
  readonly least: number;
  readonly most: number;
  readonly games: number;
}

/** Returns the ratios of the arms that change a cost, in their order. */
export function ratiosOf(games: readonly Apart[], cost: keyof ArmCost): Ratio[] {
  return ARMS.slice(1).flatMap((arm) => {
    const families = new Map<string, number[]>();
    for (const { family, arms } of games) {
      const [without, whole] = [arms[arm]?.[cost], arms.everything?.[cost]];
      if (without === undefined || whole === undefined) continue;
      families.set(family, [...(families.get(family) ?? []), Math.log(without / whole)]);
    }
    const all = [...families.values()].flat();
    if (all.length === 0) return [];
    return [
      {
        arm,
        mean: Math.exp(mean([...families.values()].map(mean))),
        least: Math.exp(Math.min(...all)),
        most: Math.exp(Math.max(...all)),
        games: all.length,
      },
    ];
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
