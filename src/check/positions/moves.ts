/** Checks that moves are written, played and taken back correctly. */

import type { Position } from '../../game/position.ts';
import type { Remark } from '../finding.ts';
import { bookError, misfit } from '../misfit.ts';
import { isUnwritten, type Inspection, type PositionCheck } from '../position-check.ts';

/** Checks the moves that `moves` and `unmoves` write, and their count. */
export const writing: PositionCheck = {
  name: 'moves',
  title: 'moves writes at most maxMoves moves and says how many',
  sample: 500,
  look(at) {
    const { game, p, say } = at;
    if (game.ended(p) === undefined) {
      const remark = writtenWrong(at, 'moves', (out) => game.moves(p, out));
      if (remark) say(remark);
    }
    if (game.unmoves === undefined) return;
    const remark = writtenWrong(at, 'unmoves', (out) => game.unmoves!(p, out));
    if (remark) say(remark);
  },
};

function writtenWrong(at: Inspection, name: string, write: (out: Int32Array) => number): Remark | undefined {
  const { count, moves } = at.written(write);
  const { maxMoves } = at.game;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    return {
      found: `${name} returns ${String(count)}`,
      expected: 'the number of moves that it wrote to out',
      todo: `count what is written, and return the count at the end of ${name}`,
    };
  }
  if (count > maxMoves) {
    return {
      found: `${name} writes ${count} moves`,
      expected: `at most ${maxMoves}, as maxMoves says`,
      todo: 'raise maxMoves to a bound that holds in every position',
    };
  }
  const wrong = moves.find((move) => move < 0);
  if (wrong === undefined) return undefined;
  return {
    found: isUnwritten(wrong)
      ? `${name} returns ${count}, but has not written so many moves`
      : `${name} writes the move ${wrong}`,
    expected: 'moves out[0] to out[n - 1], each a whole number from 0 to 2147483647',
    todo: `write moves with out[n++] = move and return n`,
  };
}

/** Checks that no function but `play`, `unplay` and `parse` changes the position. */
export const reading: PositionCheck = {
  name: 'reading',
  title: 'functions that only ask leave the position as it is',
  sample: 100,
  look(at) {
    const { game, p, say } = at;
    const before = p.key();
    const { time, stamp, signature } = p;
    const unchanged = (name: string): boolean => {
      const same = p.key() === before && p.time === time && p.stamp === stamp && p.signature === signature;
      if (!same) {
        say({
          found: `${name} changes the position`,
          expected: 'that only play, unplay and parse change it',
          todo: `let ${name} read the position, or rewind what it played`,
        });
      }
      return same;
    };
    const ended = game.ended(p);
    if (!unchanged('ended')) return;
    game.legal?.(p);
    if (!unchanged('legal')) return;
    game.format(p);
    if (!unchanged('format')) return;
    game.draw(p);
    if (!unchanged('draw')) return;
    if (game.unmoves !== undefined) at.written((out) => game.unmoves!(p, out));
    if (!unchanged('unmoves') || ended !== undefined) return;
    const moves = at.moves();
    if (!unchanged('moves')) return;
    for (const move of moves) game.formatMove(p, move);
    if (!unchanged('formatMove')) return;
    game.stuck?.(p);
    unchanged('stuck');
  },
};

/** Checks that rewinding restores the position. */
export const playing: PositionCheck = {
  name: 'playing',
  title: 'rewinding a move restores the position',
  sample: 500,
  look(at) {
    const { game, p, say } = at;
    if (game.ended(p) !== undefined) return;
    const before = p.key();
    const { signature, time } = p;
    for (const move of at.moves()) {
      const name = game.formatMove(p, move);
      game.play(p, move);
      const wrong = p.time < time ? forgotten(p) : bookError(p);
      p.rewind(time);
      if (wrong) return say({ move: name, ...wrong });
      if (p.key() === before && p.signature === signature) continue;
      return say({
        move: name,
        found: 'rewinding the move does not restore the position',
        expected: 'that rewind takes back all that play did',
        todo: 'let play change the position only by set, shift, addReserve, setFlags and pass, never by writing its fields',
      });
    }
  },
};

function forgotten(p: Position): Remark {
  return {
    found: `play forgets how the position came about (the journal has ${p.time} entries)`,
    expected: 'a journal that grows',
    todo: 'call neither forget, clear nor restore in play',
  };
}

/** Checks that positions fit the schema (misfit.ts), before and after each move. */
export const fitting: PositionCheck = {
  name: 'schema',
  title: 'moves lead to positions that the schema can hold',
  sample: 500,
  look(at) {
    const { game, p, say } = at;
    if (game.ended(p) !== undefined) return;
    const wrong = misfit(p);
    if (wrong) return say(wrong);
    at.afterEach(() => {
      const found = game.ended(p) === undefined ? misfit(p) : undefined;
      return found && { ...found, found: `after the move ${found.found}` };
    });
  },
};
