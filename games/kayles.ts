import { recordExplored } from '../src/game/explored.ts';
import {
  codeOf,
  EMPTY,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
} from '../src/game/index.ts';
import { kayles12Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/** Set in a move that knocks over a second pin, to the right of the first. */
const TWO = 256;

/**
 * Kayles (H. E. Dudeney, S. Loyd; R. K. Guy, C. A. B. Smith, The G-values of various games, 1956): pins stand in a row.
 * A move knocks over one pin, or two that stand side by side, and the side that knocks over the last wins. The pins
 * belong to no side; the schema has them as men of side 0, and side 1 has none.
 *
 * A table has 2^pins indices for each side to move.
 * @param pins 1 to 26
 * @throws RangeError for another number
 */
export function kayles(pins: number): Game {
  checkSize('pins', pins, 1, 26);
  const board = grid(pins, 1);
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'I', max: pins, cells: (_, side) => side === 0 }],
  };
  const PIN = codeOf(schema, 0, 0);
  const notation = gridNotation(schema, { men: [['I', 'i']], sides: ['left', 'right'] });
  const legal = (p: Position): boolean => p.counts[codeOf(schema, 0, 1)] === 0;

  return {
    id: `kayles-${pins}`,
    title: `Kayles with ${pins} pins`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${'I'.repeat(pins)} left`,
    maxMoves: 2 * pins,
    tables: 'one',

    moves(p: Position, out: Int32Array): number {
      let n = 0;
      for (let pin = 0; pin < pins; pin++) {
        if (p.cells[pin] !== PIN) continue;
        out[n++] = pin;
        if (pin + 1 < pins && p.cells[pin + 1] === PIN) out[n++] = pin | TWO;
      }
      return n;
    },

    play(p: Position, move: Move): void {
      const pin = move & (TWO - 1);
      p.set(pin, EMPTY);
      if (move >= TWO) p.set(pin + 1, EMPTY);
      p.pass();
    },

    ended: () => undefined,
    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (!legal(p))
        throw new EndgameError('E_POSITION', `position "${text}": a pin is written I`, 'leave out other men');
    },

    format: notation.format,
    draw: notation.draw,
    formatMove: (_: Position, move: Move) => {
      const pin = move & (TWO - 1);
      return move >= TWO ? board.names[pin] + board.names[pin + 1] : board.names[pin];
    },
  };
}

/** Kayles with 12 pins. */
export const kayles12: Game = kayles(12);
recordExplored(kayles12, kayles12Explored);
