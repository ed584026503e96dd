import type { Side } from '../../game/schema.ts';
import type { ClassMen } from '../../syzygy/class-name.ts';
import type { NumberingLayout } from '../../syzygy/numbering.ts';
import type { Pause } from './pause.ts';
import { Placing } from './placing.ts';
import { type ChessGame, Truths, type ValueOf } from './truths.ts';

/** Cells between two looks at the clock. */
const STEP = 4096;

/** What files are made of. */
export interface ClassSource {
  readonly game: ChessGame;
  readonly men: ClassMen;
  readonly valueOf: ValueOf;
}

/** Whoever waits for a file. */
export interface Waiting {
  /** Takes the share of the work that is done. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Returns what a file may say of each number of a layout.
 * @param kind outcomes or plies, as `Truths` has them
 * @param onProgress takes the share of the cells that are known
 * @throws what the pause throws
 */
export async function classCells(
  { game, men, valueOf }: ClassSource,
  layout: NumberingLayout,
  side: Side,
  kind: 'outcomes' | 'plies',
  pause: Pause,
  onProgress: (share: number) => void,
): Promise<Uint16Array> {
  const placing = new Placing(layout);
  const truths = new Truths(game, valueOf, men, layout.men, side);
  const out = new Uint16Array(placing.numbering.size);
  for (let from = 0; from < out.length; from += STEP) {
    for (let number = from, end = Math.min(out.length, from + STEP); number < end; number++) {
      placing.place(number);
      out[number] = kind === 'outcomes' ? truths.outcomes(placing.cells) : truths.plies(placing.cells);
    }
    onProgress(from / out.length);
    await pause();
  }
  return out;
}
