import { abortError, EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { isLegal } from '../game/rules.ts';
import { NONE } from '../game/schema.ts';
import { OUTCOME, type Outcome, UNUSED, type Value } from '../game/value.ts';
import { Pacer } from '../platform/pacer.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { RunOptions, SliceValues } from '../values/index.ts';

/** Indices between two looks at the clock. */
const CHUNK = 4096;

/** Men that stand so that neither side wants to move. */
export interface Zugzwang {
  /** The position with each side to move, in the game's notation. */
  readonly positions: readonly [string, string];
  /** What the side to move gets. */
  readonly outcomes: readonly [Outcome, Outcome];
  /** The values, for games with scores. */
  readonly values: readonly [Value, Value];
}

/**
 * Yields the mutual zugzwangs of a slice, one of each orbit of symmetry: positions, legal with either side to move, in
 * which each side gets less if it has to move than if the other has to. In games with outcomes distances do not count.
 * Positions with a marked man (en passant) are left out, since the mark goes with the turn.
 * @throws EndgameError E_USAGE if the men tell who is to move; E_ABORTED; as `SliceValues.get`
 */
export async function* zugzwangs(
  specialization: Specialization,
  slice: Slice,
  values: SliceValues,
  run: RunOptions = {},
): AsyncGenerator<Zugzwang, void, void> {
  const { game } = specialization;
  if (game.schema.mover !== undefined) {
    const what = `${game.id}: the men tell which side is to move, so no position has a zugzwang`;
    throw new EndgameError('E_USAGE', what, 'ask for a game in which men move');
  }
  const known = await values.get(slice, run);
  const space = specialization.space(slice);
  const hasScores = game.domain.name === 'score';
  const p = new Position(game.schema);
  const pacer = new Pacer();
  for (let index = 0; index < space.size; index++) {
    if (index % CHUNK === 0 && pacer.isDue) {
      await pacer.pause();
      if (run.signal?.aborted) throw abortError(`${game.id} ${slice.name}`);
    }
    const own = known.at(index);
    // A won side wants to move.
    if (own === UNUSED || (own > 0 && !hasScores) || !space.unrank(index, p) || p.mark !== NONE) continue;
    if (!isLegal(game, p) || game.ended(p) !== undefined) continue;
    p.pass();
    const isPossible = isLegal(game, p) && game.ended(p) === undefined;
    const other = isPossible ? space.rank(p) : -1;
    const others = other < 0 ? UNUSED : known.at(other);
    // Each pair is met twice, and once if exchanging the sides makes it the same.
    const isMutual =
      other >= index && others !== UNUSED && (hasScores ? own + others : Math.sign(own) + Math.sign(others)) < 0;
    if (isMutual) {
      const after = { position: game.format(p), value: others as Value };
      p.rewind(0);
      const before = { position: game.format(p), value: own as Value };
      const [first, second] = p.turn === 0 ? [before, after] : [after, before];
      yield {
        positions: [first.position, second.position],
        outcomes: [OUTCOME.outcome(first.value), OUTCOME.outcome(second.value)],
        values: [first.value, second.value],
      };
    }
    p.rewind(0);
  }
}
