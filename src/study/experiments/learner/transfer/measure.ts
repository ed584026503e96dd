/** The control: do counts of a coder that come from other games save bytes? */

import { gameOf } from '../../../../../games/index.ts';
import { generateTables, learn, represent } from '../../../../make/index.ts';
import { filled } from '../../../../make/represent.ts';
import { specialize } from '../../../../specialize/index.ts';
import { RepresentationSpec, TableStore } from '../../../../table/index.ts';
import { MemoryFiles } from '../../../../table/memory-files.ts';
import { quantile } from '../../../../text/quantile.ts';
import type { ExperimentContext } from '../../../experiment-context.ts';
import { redrawn, seeded } from '../../../rule/bootstrap.ts';
import { adaptiveBits, outcomeCounts, knownBits, prior } from './counts.ts';

/** A game of each family, with its own tables. */
const GAMES = {
  quick: ['dodgem', 'hare-and-hounds', 'konane-4x4', 'mnk-4-3-3'],
  full: ['dodgem', 'hare-and-hounds', 'konane-4x4', 'mnk-4-3-3', 'hexapawn-4x4', 'connect-four-4x4', 'clobber-4x4'],
} as const;
const DRAWS = 1000;

/** Bits of the outcomes of a game. */
export interface Transferred {
  readonly game: string;
  readonly cells: number;
  /** Bits of an adaptive code that begins with nothing. */
  readonly alone: number;
  /** Bits of one that begins with the counts of all other games. */
  readonly fromOthers: number;
  /** Bits of a code that knows the frequencies of this game for nothing: no transfer can save more. */
  readonly known: number;
}

/** The data of the control. */
export interface TransferData {
  readonly part: 'transfer';
  readonly games: readonly Transferred[];
  /** Share of the bits that the counts of others save, as a mean over games, which are of different families, with the ends of a 90 % interval. */
  readonly saved: { readonly mean: number; readonly least: number; readonly most: number };
}

/** Codes the outcomes of each game with and without the counts of the others. */
export async function measureTransfer(context: ExperimentContext): Promise<TransferData> {
  const all: { game: string; outcomes: Uint8Array }[] = [];
  for (const game of GAMES[context.size]) {
    context.report(`${game}: outcomes`);
    all.push({ game, outcomes: await outcomesOf(game) });
  }
  const games = all.map(({ game, outcomes }) => {
    const others = all.filter((each) => each.game !== game).map((each) => each.outcomes);
    return {
      game,
      cells: outcomes.length,
      alone: adaptiveBits(outcomes),
      fromOthers: adaptiveBits(outcomes, prior(outcomeCounts(others))),
      known: knownBits(outcomes),
    };
  });
  const shares = games.map(({ alone, fromOthers }) => 1 - fromOthers / alone);
  const random = seeded(context.seed);
  const draws = Array.from({ length: DRAWS }, () => mean(redrawn(shares, shares.length, random)));
  return {
    part: 'transfer',
    games,
    saved: { mean: mean(shares), least: quantile(draws, 0.05), most: quantile(draws, 0.95) },
  };
}

/** Returns the outcomes of all tables of a game (0 loss, 1 draw, 2 win), with don't-cares filled. */
async function outcomesOf(id: string): Promise<Uint8Array> {
  const specialization = specialize(gameOf(id));
  const store = new TableStore(new MemoryFiles());
  const representation = new RepresentationSpec(specialization.game.domain.name, 'wdl');
  await generateTables(specialization, specialization.defaultTables(), store, { metric: 'wdl' });
  const parts: number[][] = [];
  for (const { table } of store.list(id, 'wdl')) {
    const known = await learn(specialization, table, 'wdl', store, () => 1);
    const { header, cells } = represent(known, representation);
    parts.push(Array.from(filled(cells), (code) => 1 + Math.sign(header.palette[code])));
  }
  return Uint8Array.from(parts.flat());
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
