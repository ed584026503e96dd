/** Answers in the form of lichess' tablebase server: its fields, in its order, with its signs. */

import { RULE_PLIES } from '../game/value.ts';
import type { ReadPosition, RuledPosition } from './legal-moves.ts';
import type { Category, LichessAnswer, LichessMove, LichessPosition, ToldMove } from './lichess-answer.ts';
import { inOrder } from './lichess-order.ts';
import type { Told } from './told.ts';

const OPPOSITE: Readonly<Record<Category, Category>> = {
  loss: 'win',
  unknown: 'unknown',
  'blessed-loss': 'cursed-win',
  draw: 'draw',
  'cursed-win': 'blessed-loss',
  win: 'loss',
};

/** Returns the answer to a question, from what is known of its position and of those after its moves. */
export function lichessAnswer(read: ReadPosition, told: Told | undefined, moves: readonly ToldMove[]): LichessAnswer {
  const { clock } = read;
  const sorted = inOrder(
    moves.map((each) => ({ move: each.move, san: each.san, told: each.told, form: moveForm(each, clock) })),
  );
  const own = positionForm(read, told, clock, false);
  // Who can move to a lost position wins, even if nobody knows in how many plies.
  const best = sorted.at(0)?.form.category;
  const category = own.category === 'unknown' && best !== undefined ? OPPOSITE[best] : own.category;
  return { ...own, category, moves: sorted.map(({ form }) => form) };
}

function moveForm({ move, san, told }: ToldMove, clock: number): LichessMove {
  const { uci, zeroing, capture, promotion, after } = move;
  // From a position whose clock has run out nothing leads back to a win.
  const form = positionForm(after, told, zeroing ? 0 : clock + 1, clock >= RULE_PLIES);
  return { uci, san, zeroing, conversion: capture > 0 || promotion > 0, ...form };
}

/**
 * @param clock of the position
 * @param isSpoilt whether the 50-move rule had made a draw before it
 */
function positionForm(
  { checkmate, stalemate, isDead }: RuledPosition,
  told: Told | undefined,
  clock: number,
  isSpoilt: boolean,
): LichessPosition {
  const dtz = told === undefined ? null : checkmate ? -1 : signed(told, told.dtz);
  return {
    checkmate,
    stalemate,
    variant_win: false,
    variant_loss: false,
    insufficient_material: isDead,
    dtz,
    precise_dtz: dtz,
    dtm: told?.dtm === undefined || checkmate ? null : signed(told, told.dtm),
    dtw: null,
    dtc: null,
    category: categoryOf(told, clock, isSpoilt),
  };
}

function signed({ outcome }: Told, plies: number): number {
  return outcome === 'loss' ? -plies : plies;
}

function categoryOf(told: Told | undefined, clock: number, isSpoilt: boolean): Category {
  if (told === undefined) return 'unknown';
  const { outcome, dtz } = told;
  if (outcome === 'draw') return 'draw';
  if (!isSpoilt && clock + dtz <= RULE_PLIES) return outcome;
  return outcome === 'win' ? 'cursed-win' : 'blessed-loss';
}
