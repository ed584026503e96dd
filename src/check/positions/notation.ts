/** Checks of the notation of positions and moves. */

import { isEndgameError } from '../../game/errors.ts';
import type { Position } from '../../game/position.ts';
import type { PositionCheck } from '../position-check.ts';

/** Checks that `parse` reads what `format` writes. */
export const roundTrip: PositionCheck = {
  name: 'notation',
  title: 'notation round-trips',
  sample: 300,
  look({ game, p, other, say }) {
    const text: unknown = game.format(p);
    if (typeof text !== 'string' || text === '') {
      return say({
        found: `format returns ${text === '' ? 'an empty text' : String(text)}`,
        expected: 'a text that tells the position',
        todo: 'return the position in the notation of the game',
      });
    }
    try {
      game.parse(other, text);
    } catch (error) {
      if (!isEndgameError(error)) throw error;
      return say({
        found: `parse refuses what format wrote: ${error.message}`,
        expected: 'that parse reads every legal position',
        todo: 'let parse, format and legal agree on what is a position',
      });
    }
    if (other.key() !== p.key()) {
      return say({
        found: `parse(format(p)) is another position: ${difference(p, other)}`,
        expected: 'the same position',
        todo: 'let format write everything that parse reads: men, side to move, reserves, mark and flags',
      });
    }
    const again = game.format(other);
    if (again !== text) {
      say({
        found: `format writes it once as "${text}", and as "${again}" after parse has read that`,
        expected: 'one text for a position',
        todo: 'let format depend on the cells alone, not on the order of lists',
      });
    }
  },
};

function difference(p: Position, q: Position): string {
  const cell = p.cells.findIndex((content, i) => content !== q.cells[i]);
  if (cell >= 0) return `cell ${p.schema.board.names[cell]} holds ${q.cells[cell]} instead of ${p.cells[cell]}`;
  if (p.turn !== q.turn) return `side ${q.turn} is to move instead of side ${p.turn}`;
  if (p.mark !== q.mark) return 'another cell is marked, or none';
  return p.flags === q.flags ? 'other men are in reserve' : 'the flags differ';
}

/** Checks that the playable moves of a position have distinct names. */
export const names: PositionCheck = {
  name: 'names',
  title: 'moves have distinct names',
  sample: 500,
  look(at) {
    const { game, p, say } = at;
    if (game.ended(p) !== undefined) return;
    const seen = new Map<string, number>();
    for (const { move, name } of at.playable()) {
      if (typeof name !== 'string' || name === '') {
        say({
          move: String(move),
          found: `formatMove returns ${name === '' ? 'an empty text' : String(name)}`,
          expected: 'the name of the move',
          todo: 'name every move that moves writes',
        });
        return;
      }
      const twin = seen.get(name);
      if (twin !== undefined) {
        say({
          move: name,
          found: `moves ${twin} and ${move} are both named "${name}"`,
          expected: 'a name of its own for each playable move of a position',
          todo: 'let formatMove tell them apart, or let moves write each move once',
        });
        return;
      }
      seen.set(name, move);
    }
  },
};

/** Checks that `draw` and `annotate` return what the contract says. */
export const drawing: PositionCheck = {
  name: 'drawing',
  title: 'a position can be drawn, and its moves annotated',
  sample: 20,
  look(at) {
    const { game, p, say } = at;
    const drawn: unknown = game.draw(p);
    if (typeof drawn !== 'string' || drawn === '') {
      say({
        found: `draw returns ${String(drawn)}`,
        expected: 'a drawing in plain text',
        todo: 'join its lines by \\n',
      });
    }
    if (game.annotate === undefined || game.ended(p) !== undefined) return;
    const moves = at.playable().map(({ name }) => name);
    const annotated: unknown = game.annotate(game.format(p), moves);
    if (Array.isArray(annotated) && annotated.length === moves.length) return;
    say({
      found: `annotate returns ${Array.isArray(annotated) ? annotated.length : 'no list of'} names for ${moves.length} moves`,
      expected: 'a name for each move, in the same order',
      todo: 'map the moves that annotate is given',
    });
  },
};
