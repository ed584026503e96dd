import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { Pacer } from '../platform/pacer.ts';
import { Position } from '../game/position.ts';
import { better, formatValue, loss, negate, type Value, type ValueDomain, WDL, WDL50, zeroed } from '../game/value.ts';
import type { Slice, Specialization } from '../specialize/index.ts';

/** Returns the stored value of any legal position that has not ended. */
export type StoredValue = (p: Position) => Value;

/** What a verification has checked. */
export interface VerifyReport {
  /** Legal positions whose value was recomputed. */
  readonly positions: number;
  /** Playable moves of these positions; where outcomes are replayed (replay.ts), those that were looked at. */
  readonly moves: number;
}

/** Options of a verification. */
export interface VerifyOptions {
  readonly signal?: AbortSignal | undefined;
  /** The first index to verify, and the one at which to end; default: all of the slice. */
  readonly from?: number;
  readonly to?: number;
  /** Receives the share of these indices that is done, 0..1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** What the stored values mean; default: the domain of the game. */
  readonly domain?: ValueDomain;
  /** Whether the values count plies to zeroing (dtz), in games that have `zeroes`. */
  readonly zeroing?: boolean;
  /**
   * For outcomes under the 50-move rule (wdl50): plies to zeroing of the slice's positions, whoever found them. They are
   * verified, and the stored outcomes must be what they tell.
   */
  readonly ladder?: StoredValue;
}

/**
 * Verifies every legal position of a slice, or of a range of its indices, independently of the engine: it compares the stored value with the best
 * value among the position's moves, which it plays one at a time. It knows the rules, the index spaces and the stored
 * values alone.
 *
 * Why local agreement suffices: an exact distance falls by one with every ply, so wins and losses are well-founded. A
 * position called a draw has a move that keeps the draw and none that wins, so play among draws never ends. Scores have
 * no such ladder: on cycles local agreement is necessary, not sufficient.
 *
 * Distances to zeroing have the ladder too: they fall by one with every ply to the move that zeroes, after which the
 * outcome alone counts, of a position that can never come back.
 *
 * Outcomes under the 50-move rule have a ladder if somebody holds one up: the distances of the slice's positions. Nobody
 * need be trusted for it. The distances are verified as those to zeroing are, where the moves out of the slice count as
 * its tables below say, and then tell the five outcomes.
 *
 * Tables of mere outcomes are verified in the domain WDL, which ignores plies. They have no ladder either: if a player
 * can go round for ever among positions that are all called won, each of them agrees with the next. So there too local
 * agreement is necessary, not sufficient.
 * @throws EndgameError E_VALUE_WRONG naming the first position whose stored value does not follow from its successors
 * @throws EndgameError E_ABORTED if the signal fires
 */
export async function verifySlice(
  specialization: Specialization,
  slice: Slice,
  stored: StoredValue,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const { game } = specialization;
  const { domain = game.domain, ladder } = options;
  const zeroes = options.zeroing === true || ladder ? game.zeroes?.bind(game) : undefined;
  const space = specialization.space(slice);
  const counted: StoredValue = ladder ? (p) => (space.holds(p.signature) ? ladder(p) : stored(p)) : stored;
  const counting = ladder ? game.domain : domain;
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const counters = { positions: 0, moves: 0 };
  const pacer = new Pacer();
  const { from = 0, to = space.size } = options;
  for (let index = from; index < to; index++) {
    if ((index & 1023) === 0 && pacer.isDue) {
      options.onProgress?.((index - from) / (to - from));
      await pacer.pause();
      if (options.signal?.aborted)
        throw new EndgameError('E_ABORTED', `stopped while verifying ${slice.name}`, 'run it again');
    }
    if (!space.unrank(index, p) || (game.legal && !game.legal(p))) continue;
    const found = counted(p);
    const expected = recompute(game, counting, zeroes, p, moves, counted, counters);
    if (found !== expected) throw wrongValue(game, slice, p, counting, found, expected);
    if (ladder !== undefined) {
      const [kept, outcome] = [stored(p), domain.further(expected)];
      if (kept !== outcome) throw wrongValue(game, slice, p, domain, kept, outcome);
    }
    counters.positions++;
  }
  return counters;
}

/** @returns the error about a stored value that does not follow from the moves of its position */
export function wrongValue(
  game: Game,
  slice: Slice,
  p: Position,
  domain: ValueDomain,
  found: Value,
  expected: Value,
): EndgameError {
  return new EndgameError(
    'E_VALUE_WRONG',
    `${game.id} ${slice.name}: ${game.format(p)} is stored as ${formatValue(found, domain)}, its moves give ${formatValue(expected, domain)}`,
    'delete the table and generate it again; if the error stays, the rules of the game are at fault',
  );
}

/** Returns the value of `p` from the stored values of its successors. */
function recompute(
  game: Game,
  domain: ValueDomain,
  zeroes: Game['zeroes'],
  p: Position,
  moves: Int32Array,
  stored: StoredValue,
  counters: { moves: number },
): Value {
  const ended = game.ended(p);
  if (ended !== undefined) return told(domain, ended);
  const n = game.moves(p, moves);
  let best: Value | undefined;
  for (let m = 0; m < n; m++) {
    const { time, turn } = p;
    const isZeroing = zeroes?.(p, moves[m]) === true;
    const points = game.play(p, moves[m]) ?? 0;
    if (!game.legal || game.legal(p)) {
      counters.moves++;
      const reached = game.ended(p) ?? stored(p);
      const after = domain.further(reached);
      // The value is for the side to move, which is still the mover after a move that keeps the turn.
      const worth = isZeroing ? zeroed(reached) : ((points + (p.turn === turn ? after : negate(after))) as Value);
      best = best === undefined ? worth : better(best, worth);
    }
    p.rewind(time);
  }
  return best ?? told(domain, game.stuck ? game.stuck(p) : loss(0));
}

/** Returns what a table tells of a value that the rules give. Mere outcomes forget the plies of a game that ends in some. */
function told(domain: ValueDomain, v: Value): Value {
  return domain === WDL || domain === WDL50 ? domain.further(v) : v;
}
