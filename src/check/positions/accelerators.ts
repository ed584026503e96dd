/** Checks of the optional parts: unmoves, and claims that a move is a mere shift. */

import { codeOf, EMPTY, type Schema, type Side, sideOfCode } from '../../game/schema.ts';
import { DRAW, loss, type Value } from '../../game/value.ts';
import type { Remark } from '../finding.ts';
import type { Inspection, PositionCheck } from '../position-check.ts';

type Direction = 'moves' | 'unmoves';

/** Checks that unmoves take back exactly the moves within a slice. */
export const inverse: PositionCheck = {
  name: 'unmoves',
  title: 'moves and unmoves are inverse within a slice',
  sample: 150,
  concerns: (game) => game.unmoves !== undefined,
  look(at) {
    for (const [there, back] of [
      ['moves', 'unmoves'],
      ['unmoves', 'moves'],
    ] as const) {
      const remark = wayBack(at, there, back);
      if (remark) return at.say(remark);
    }
  },
};

/** Returns a remark on a step `there` that the steps `back` do not take back exactly once. */
function wayBack(at: Inspection, there: Direction, back: Direction): Remark | undefined {
  const { game, p } = at;
  if (there === 'moves' && game.ended(p) !== undefined) return undefined;
  const from = p.key();
  let wrong: { readonly step: number; readonly text: string; readonly ways: number } | undefined;
  neighbours(at, there, (step) => {
    let ways = 0;
    neighbours(at, back, () => {
      if (p.key() === from) ways++;
      return false;
    });
    if (ways !== 1) wrong = { step, text: game.format(p), ways };
    return ways !== 1;
  });
  if (wrong === undefined) return undefined;
  const { step, text, ways } = wrong;
  const times = ways === 0 ? 'none' : String(ways);
  if (there === 'moves') {
    return {
      move: game.formatMove(p, step),
      found: `of the unmoves of "${text}", to which the move leads, ${times} take it back`,
      expected: 'exactly one',
      todo: 'let unmoves write each way in which the side that has just moved can have come here without taking, placing or changing a man',
    };
  }
  return {
    found: `unmove ${step} leads back to "${text}", of whose moves ${times} lead here`,
    expected: 'exactly one',
    todo: 'let unmoves write only what a move can have done, each way once, and let unplay undo exactly that',
  };
}

/**
 * Calls `visit` in each legal position of the same material one step away, until it returns true. Positions that are
 * over are left out as predecessors.
 */
function neighbours(at: Inspection, direction: Direction, visit: (step: number) => boolean): void {
  const { game, p } = at;
  const forward = direction === 'moves';
  const steps = forward ? at.moves() : at.written((out) => game.unmoves!(p, out)).moves;
  const { signature, time } = p;
  for (const step of steps) {
    if (forward) game.play(p, step);
    else game.unplay!(p, step);
    const possible = forward || game.ended(p) === undefined;
    const enough = p.signature === signature && possible && at.isLegal() && visit(step);
    p.rewind(time);
    if (enough) return;
  }
}

/** Checks the claims of `shift` and `unshift` against `play` and `unplay`. */
export const shifting: PositionCheck = {
  name: 'shift',
  title: 'what shift and unshift claim is what play and unplay do',
  sample: 500,
  concerns: (game) => game.shift !== undefined || game.unshift !== undefined,
  look(at) {
    const { game, p, say } = at;
    if (game.shift !== undefined && game.ended(p) === undefined) {
      for (const move of at.moves()) {
        const wrong = lie(at, 'shift', game.shift(move), p.turn, () => game.play(p, move));
        if (wrong) return say({ move: game.formatMove(p, move), ...wrong });
      }
    }
    if (game.unshift === undefined) return;
    for (const unmove of at.written((out) => game.unmoves!(p, out)).moves) {
      const wrong = lie(at, 'unshift', game.unshift(unmove), 1 - p.turn, () => game.unplay!(p, unmove));
      if (wrong) return say({ ...wrong, found: `unmove ${unmove}: ${wrong.found}` });
    }
  },
};

/** Returns a remark if the claim `from + 256 * to` is false of `act`; the claim -1 says nothing. */
function lie(at: Inspection, name: string, claim: unknown, side: number, act: () => unknown): Remark | undefined {
  const { p, other } = at;
  if (claim === -1) return undefined;
  const { schema, cells, time } = p;
  const todo = `return from + 256 * to only for moves that shift one man and pass the turn without a mark, else -1`;
  const from = typeof claim === 'number' ? claim & 255 : -1;
  const to = typeof claim === 'number' ? claim >> 8 : -1;
  const named = [from, to].map((cell) => schema.board.names[cell] ?? 'no cell');
  const man = cells[from] ?? EMPTY;
  if (man === EMPTY || sideOfCode(schema, man) !== side || cells[to] !== EMPTY) {
    return {
      found: `${name} returns ${String(claim)}, a shift from ${named[0]} to ${named[1]}`,
      expected: `a man of side ${side} on the first cell, and the second empty`,
      todo,
    };
  }
  other.copyFrom(p);
  other.shift(from, to);
  other.pass();
  const points = act();
  const same = p.key() === other.key() && (points === undefined || points === 0);
  p.rewind(time);
  if (same) return undefined;
  return {
    found: `${name} claims a mere shift from ${named[0]} to ${named[1]}, but the position is another afterwards`,
    expected: 'what p.shift and p.pass() alone would give',
    todo,
  };
}

/** Checks that a game that declares lines has the rules which that stands for. */
export const lining: PositionCheck = {
  name: 'lines',
  title: 'what lines claim is what moves, play and ended do',
  sample: 200,
  concerns: (game) => game.lines !== undefined,
  look(at) {
    const { game, p, other, say } = at;
    const { schema, time, turn } = p;
    const todo = 'give lines only if men of one kind are put on empty cells, and a full line is the only way to win';
    const told = endOfLines(at);
    const ended = game.ended(p);
    if (ended !== told) return say({ found: `ended returns ${ended}`, expected: `${told}, by the lines`, todo });
    if (ended !== undefined) return;
    const open = openCells(schema, p.cells);
    const left = new Set(open);
    for (const move of at.moves()) {
      const cell = open.find((each) => {
        other.copyFrom(p);
        other.set(each, codeOf(schema, 0, turn));
        other.pass();
        game.play(p, move);
        const isSame = p.key() === other.key();
        p.rewind(time);
        return isSame;
      });
      if (cell === undefined || !left.delete(cell)) {
        const found = 'the move does something else than to put a man on an open cell of its own';
        return say({ move: game.formatMove(p, move), found, expected: 'a move for each open cell', todo });
      }
    }
    if (left.size > 0) {
      const names = [...left].map((cell) => schema.board.names[cell]).join(', ');
      say({ found: `no move puts a man on ${names}`, expected: 'a move for each open cell', todo });
    }
  },
};

/** Returns the end of the game by its lines; undefined if it goes on. */
function endOfLines({ game, p }: Inspection): Value | undefined {
  const theirs = codeOf(game.schema, 0, (1 - p.turn) as Side);
  if (game.lines!.some((line) => line.every((cell) => p.cells[cell] === theirs))) return loss(0);
  return p.cells.includes(EMPTY) ? undefined : DRAW;
}

/** Returns the cells to which a man may go. */
function openCells({ stacks, board }: Schema, cells: Uint8Array): number[] {
  const all = Array.from({ length: board.cells }, (_, cell) => cell).filter((cell) => cells[cell] === EMPTY);
  if (stacks === undefined) return all;
  const lowest = new Set(stacks.map((stack) => stack.find((cell) => cells[cell] === EMPTY)));
  return all.filter((cell) => lowest.has(cell));
}
