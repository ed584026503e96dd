import {
  EMPTY,
  type Game,
  loss,
  type Move,
  NONE,
  OUTCOME,
  type Position,
  type Schema,
  type Value,
} from '../../src/game/index.ts';
import { fromOf, inLine, menOf, nameMove, NOWHERE, packMove, placedInTurn, playMove, takenOf, toOf } from './mills.ts';
import { type RingBoard, ringNotation } from './rings.ts';
import { checkSize } from './sizes.ts';

/** What differs between morris games that take men. */
export interface MillRules {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  /** Of `ringBoard(2)` or `ringBoard(3)`. */
  readonly board: RingBoard;
  /** Men of a side, 3 to 12. */
  readonly men: number;
  /** Whether a side with three men in all may move one to any point instead of a linked one. */
  readonly flying: boolean;
  /** Whether a side with men in hand may also move one on the board; else it must put one down. */
  readonly mixed: boolean;
  readonly tables: 'one' | 'each';
  readonly endgames?: readonly string[];
  readonly example?: string;
}

/**
 * The morris games that take men (nine men's morris and its relatives), as one factory. Both sides put their men down
 * and slide them along lines. A side that closes a mill takes an opposing man that is in no mill, or any man if all are
 * in mills; two mills closed at once take one man. A side with two men in all, on the board and in hand, has lost, and
 * so has a side without a move.
 *
 * One table of a whole game is possible on two squares (six men: 3.1 million positions); on three squares `each`
 * number of men has its own.
 * @throws RangeError for another number of men
 */
export function millGame({ id, title, version, board: ringed, men: most, flying, mixed, ...stored }: MillRules): Game {
  checkSize('men', most, 3, 12);
  const { board, lines, neighbours, rings } = ringed;
  const { cells } = board;
  const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'M', max: most, reserve: most }] };
  const MEN = menOf(schema);
  const total = (p: Position, man: number): number => p.counts[man] + p.reserve[man];

  /** Writes the move of a man to `to`; if it closes a mill, one move for each man that may be taken. */
  const write = (p: Position, from: number, to: number, out: Int32Array, n: number): number => {
    if (!inLine(lines, p, MEN[p.turn], to, from)) {
      out[n] = packMove(from, to, NOWHERE);
      return n + 1;
    }
    const theirs = MEN[p.turn === 0 ? 1 : 0];
    const first = theirs * p.stride;
    const last = first + p.counts[theirs];
    let end = n;
    for (let i = first; i < last; i++) {
      const cell = p.lists[i];
      if (!inLine(lines, p, theirs, cell)) out[end++] = packMove(from, to, cell);
    }
    if (end > n) return end;
    for (let i = first; i < last; i++) out[end++] = packMove(from, to, p.lists[i]);
    if (end === n) out[end++] = packMove(from, to, NOWHERE); // an opponent with all men in hand loses none
    return end;
  };

  const legal = (p: Position): boolean => {
    const mine = MEN[p.turn];
    const other = MEN[p.turn === 0 ? 1 : 0];
    const own = total(p, mine);
    const theirs = total(p, other);
    // The other side has just moved, so it had three men, and took at most one of at least three.
    if (theirs < 3 || own < 2 || theirs > most || own > most) return false;
    // Where every move with men in hand puts one down, the hands stay level; else a mover has at least one man on the
    // board.
    return mixed ? p.counts[other] > 0 || p.counts[mine] === 0 : placedInTurn(p, MEN);
  };

  const notation = ringNotation(ringed, {
    title,
    most,
    men: MEN,
    legal,
    rule: `a side has 3 to ${most} men in all (2 if it has lost), ${mixed ? 'and the side that has moved has one on the board' : 'put down in turn'}`,
  });

  return {
    id,
    title,
    version,
    schema,
    domain: OUTCOME,
    initial: `${Array<string>(rings).fill('*'.repeat(8)).join('/')} w ${most} ${most}`,
    /** Three men that jump and one that is put down, to any point, each with all men to take: more than can occur. */
    maxMoves: 4 * cells * most,
    ...stored,

    moves(p: Position, out: Int32Array): number {
      const man = MEN[p.turn];
      let n = 0;
      if (p.reserve[man] > 0) {
        for (let to = 0; to < cells; to++) if (p.cells[to] === EMPTY) n = write(p, NOWHERE, to, out, n);
        if (!mixed) return n;
      }
      const jumps = flying && total(p, man) === 3;
      for (let i = man * p.stride, last = i + p.counts[man]; i < last; i++) {
        const from = p.lists[i];
        if (jumps) {
          for (let to = 0; to < cells; to++) if (p.cells[to] === EMPTY) n = write(p, from, to, out, n);
          continue;
        }
        for (let j = neighbours.starts[from], end = neighbours.starts[from + 1]; j < end; j++) {
          const to = neighbours.items[j];
          if (p.cells[to] === EMPTY) n = write(p, from, to, out, n);
        }
      }
      return n;
    },

    play(p: Position, move: Move): void {
      playMove(p, MEN, move);
    },

    ended(p: Position): Value | undefined {
      return total(p, MEN[p.turn]) < 3 ? loss(0) : undefined;
    },

    legal,

    /**
     * Within a slice a man slides or jumps and closes no mill (except against an opponent with no man on the board to
     * lose), so the man that has just moved stands in none. Where men in hand must be put down, every move leaves the
     * slice.
     */
    unmoves(p: Position, out: Int32Array): number {
      const mover = MEN[p.turn === 0 ? 1 : 0];
      const theirs = MEN[p.turn];
      if (!mixed && (p.reserve[mover] > 0 || p.reserve[theirs] > 0)) return 0;
      const all = total(p, mover);
      if (all < 3) return 0;
      const jumps = flying && all === 3;
      const harmless = p.counts[theirs] === 0;
      let n = 0;
      for (let i = mover * p.stride, last = i + p.counts[mover]; i < last; i++) {
        const to = p.lists[i];
        if (!harmless && inLine(lines, p, mover, to)) continue;
        if (jumps) {
          for (let from = 0; from < cells; from++) if (p.cells[from] === EMPTY) out[n++] = packMove(from, to, NOWHERE);
          continue;
        }
        for (let j = neighbours.starts[to], end = neighbours.starts[to + 1]; j < end; j++) {
          const from = neighbours.items[j];
          if (p.cells[from] === EMPTY) out[n++] = packMove(from, to, NOWHERE);
        }
      }
      return n;
    },

    unplay(p: Position, unmove: number): void {
      p.shift(toOf(unmove), fromOf(unmove));
      p.pass(NONE);
    },

    shift(move: Move): number {
      const from = fromOf(move);
      return from === NOWHERE || takenOf(move) !== NOWHERE ? -1 : from + 256 * toOf(move);
    },

    unshift: (unmove: number): number => toOf(unmove) + 256 * fromOf(unmove),

    parse: (p, text) => notation.parse(p, text),
    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => nameMove(board, move),
  };
}
