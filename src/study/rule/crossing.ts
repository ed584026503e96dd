import { quantile } from '../../text/quantile.ts';
import { DRAWS, type Interval, intervalOf, redrawn, seeded } from './bootstrap.ts';
import type { GameFinding } from './words.ts';

/** A value at a place. */
interface Placed {
  readonly at: number;
  readonly value: number;
}

/**
 * Fits values that never fall as their places grow, with the least sum of squares: neighbours that fall are replaced by
 * their mean until none does (R. E. Barlow et al., Statistical Inference under Order Restrictions, 1972: pool adjacent
 * violators). Values at one place share a fit.
 * @returns the fit at each different place, in rising order
 */
export function isotonic(points: readonly Placed[]): Placed[] {
  const blocks: { places: number[]; sum: number; count: number }[] = [];
  for (const { at, value } of [...points].sort((a, b) => a.at - b.at)) {
    let block = { places: [at], sum: value, count: 1 };
    for (;;) {
      const before = blocks.at(-1);
      if (before === undefined) break;
      const same = before.places.at(-1) === block.places[0];
      if (!same && before.sum / before.count <= block.sum / block.count) break;
      blocks.pop();
      block = {
        places: [...before.places, ...block.places.slice(same ? 1 : 0)],
        sum: before.sum + block.sum,
        count: before.count + block.count,
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ places, sum, count }) => places.map((at) => ({ at, value: sum / count })));
}

/**
 * Returns the scale at which mixtures begin to pay: where the isotonic fit of the logarithm of the advantage passes 0,
 * in the middle (of logarithms) between the two games around it. It is 0 if mixtures pay from the least scale on, and
 * infinite if they do nowhere.
 */
function passes(points: readonly Placed[]): number {
  const fit = isotonic(points);
  const first = fit.findIndex(({ value }) => value > 0);
  if (first < 0) return Number.POSITIVE_INFINITY;
  return first === 0 ? 0 : Math.sqrt(fit[first - 1].at * fit[first].at);
}

/**
 * Returns the crossing scale with the interval of `DRAWS` draws of families, and of the draws of each game. Controls,
 * and games in which no mixture takes part, have no advantage to fit and are left out. Undefined if no game is left.
 * @param level share of the draws between the ends
 * @param seed whole number; the same seed gives the same interval
 */
export function crossingOf(findings: readonly GameFinding[], level: number, seed: number): Interval | undefined {
  const games = findings.flatMap(({ family, scale, control, advantage }) =>
    control || advantage === undefined ? [] : [{ family, scale, advantage }],
  );
  if (games.length === 0) return undefined;
  const families = [...new Set(games.map(({ family }) => family))];
  const random = seeded(seed);
  const drawn = Array.from({ length: DRAWS }, () =>
    passes(
      redrawn(families, families.length, random)
        .flatMap((name) => games.filter(({ family }) => family === name))
        .map(({ scale, advantage: { draws } }) => ({ at: scale, value: draws[random.below(draws.length)] })),
    ),
  );
  return {
    value: passes(games.map((game) => ({ at: game.scale, value: Math.log(intervalOf(game.advantage, level).value) }))),
    least: quantile(drawn, (1 - level) / 2),
    most: quantile(drawn, (1 + level) / 2),
  };
}
