/**
 * Experiment 11: one template, many games. It measures the bytes of one program with N games, averaged over orders of
 * adding games (the Shapley value by sampled orders: J. Castro, D. Gómez and J. Tejada, 2009).
 */

import { Random } from '../../../specialize/index.ts';
import { lengthOf, minifiedText } from '../../bundle.ts';
import { brotliBest } from '../../coders/blocks.ts';
import type { Measurement } from '../../measurement.ts';
import { cabinetProgram, generatorProgram } from '../../programs.ts';
import { slope } from '../scaling/measure.ts';

const GAMES = {
  quick: [
    'tic-tac-toe',
    'connect-four-4x4',
    'three-mens-morris',
    'awari',
    'kalah-6-4',
    'hexapawn-4x4',
    'dodgem',
    'mu-torere',
  ],
  full: [
    'tic-tac-toe',
    'connect-four-4x4',
    'three-mens-morris',
    'nine-mens-morris',
    'awari',
    'kalah-6-4',
    'hexapawn-4x4',
    'breakthrough-4x4',
    'dodgem',
    'mu-torere',
    'l-game',
    'hare-and-hounds',
    'othello-4x4',
    'checkers',
    'dobutsu-shogi',
    'kayles-12',
  ],
} as const;
const ORDERS = { quick: 3, full: 8 } as const;

/** The data of the cabinet. */
export interface TemplateData {
  readonly games: readonly string[];
  readonly orders: number;
  /** Bytes of one program by number of games, from 1, averaged over orders. */
  readonly together: readonly number[];
  /** Bytes of separate programs in total, averaged over orders. */
  readonly alone: readonly number[];
  /** Bytes of separate programs in one archive: the effect of a shared dictionary without a shared template. */
  readonly dictionary: readonly number[];
  /** Bytes that each game adds on average: its Shapley value less its share of the template. */
  readonly marginal: Readonly<Record<string, number>>;
  /** The straight line through `together`: bytes per game, and bytes without games. */
  readonly slope: number;
  readonly intercept: number;
}

/** Bundles and compresses the programs of sampled orders of games. */
export const templateMeasurement: Measurement<TemplateData> = {
  units: () => ['cabinet'],
  measure: async (context) => {
    const games = [...GAMES[context.size]];
    const orders = ORDERS[context.size];
    const random = new Random(context.seed);
    const sums = {
      together: new Float64Array(games.length),
      alone: new Float64Array(games.length),
      dictionary: new Float64Array(games.length),
    };
    const added = new Map<string, { bytes: number; count: number }>();
    for (let order = 0; order < orders; order++) {
      shuffle(games, random);
      let before = 0;
      let alone = 0;
      const texts: Uint8Array[] = [];
      for (let n = 1; n <= games.length; n++) {
        context.report(`the template: order ${order + 1} of ${orders}, ${n} games`);
        // the order of a set of games does not matter to the program
        const { brotli } = await lengthOf(cabinetProgram(games.slice(0, n).sort()));
        const single = generatorProgram(games[n - 1], 'generic');
        alone += (await lengthOf(single)).brotli;
        texts.push(await minifiedText(single));
        sums.together[n - 1] += brotli / orders;
        sums.alone[n - 1] += alone / orders;
        sums.dictionary[n - 1] += brotliBest(Buffer.concat(texts)).length / orders;
        if (n > 1) {
          const known = added.get(games[n - 1]) ?? { bytes: 0, count: 0 };
          added.set(games[n - 1], { bytes: known.bytes + brotli - before, count: known.count + 1 });
        }
        before = brotli;
      }
    }
    const together = [...sums.together];
    const each = slope(together.map((bytes, i) => [i + 1, bytes]));
    const mean = together.reduce((sum, bytes) => sum + bytes, 0) / together.length;
    return {
      games: [...GAMES[context.size]],
      orders,
      together,
      alone: [...sums.alone],
      dictionary: [...sums.dictionary],
      marginal: Object.fromEntries(
        [...added].sort(([a], [b]) => (a < b ? -1 : 1)).map(([game, { bytes, count }]) => [game, bytes / count]),
      ),
      slope: each,
      intercept: mean - (each * (together.length + 1)) / 2,
    };
  },
};

function shuffle(list: unknown[], random: Random): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
}
