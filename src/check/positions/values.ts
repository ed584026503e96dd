/** Checks of the values, points and turns that the rules give, and that they depend on the position alone. */

import type { Game } from '../../game/contract.ts';
import { isEndgameError } from '../../game/errors.ts';
import type { Position } from '../../game/position.ts';
import { MAX_PLIES, MAX_SCORE, win } from '../../game/value.ts';
import type { Remark } from '../finding.ts';
import type { Inspection, PositionCheck } from '../position-check.ts';

/** Checks the types and ranges of what `legal`, `ended`, `stuck` and `play` return. */
export const values: PositionCheck = {
  name: 'values',
  title: 'ended, stuck and legal return what the contract has',
  sample: 500,
  look(at) {
    const { game, p, say } = at;
    const legal: unknown = game.legal?.(p);
    if (game.legal !== undefined && typeof legal !== 'boolean') {
      return say({ found: `legal returns ${String(legal)}`, expected: 'true or false', todo: 'return a boolean' });
    }
    const ended = game.ended(p);
    const wrong = ended === undefined ? undefined : wrongValue(game, 'ended', ended);
    if (wrong) return say(wrong);
    if (ended !== undefined) return;
    let played = 0;
    at.afterEach((points) => {
      played++;
      const after = game.ended(p);
      return (after === undefined ? undefined : wrongValue(game, 'ended', after)) ?? wrongPoints(game, points);
    });
    if (played > 0 || game.stuck === undefined) return;
    const stuck = wrongValue(game, 'stuck', game.stuck(p));
    if (stuck) say(stuck);
  },
};

function wrongValue({ domain }: Game, name: string, value: unknown): Remark | undefined {
  const size = typeof value === 'number' && Number.isInteger(value) ? Math.abs(value) : Number.NaN;
  if (domain.name === 'score') {
    if (size <= MAX_SCORE) return undefined;
    return {
      found: `${name} returns ${String(value)}`,
      expected: `a whole number of points up to ${MAX_SCORE}, or undefined where the game goes on`,
      todo: 'return score(points) for the side to move',
    };
  }
  if (size === 0 || (size <= win(0) && size >= win(MAX_PLIES))) return undefined;
  return {
    found: `${name} returns ${String(value)}`,
    expected: `win(plies), loss(plies) or DRAW${name === 'ended' ? ', or undefined where the game goes on' : ''}`,
    todo: 'make values by win, loss and DRAW of endgame-lab/game, for the side to move',
  };
}

function wrongPoints({ domain }: Game, points: unknown): Remark | undefined {
  if (points === undefined) return undefined;
  const whole = typeof points === 'number' && Number.isInteger(points) && Math.abs(points) <= MAX_SCORE;
  if (whole && (points === 0 || domain.name === 'score')) return undefined;
  return {
    found: `play returns ${typeof points === 'number' ? points : `a ${typeof points}`}`,
    expected:
      domain.name === 'score' ? 'the points that the move scores, or nothing' : 'nothing: the domain has no points',
    todo: 'return what the mover scores at once, in the domain SCORE only',
  };
}

/** Checks that a move keeps the turn or scores only if it changes the material. */
export const turns: PositionCheck = {
  name: 'turns',
  title: 'a move passes the turn, unless it changes what is on the board',
  sample: 500,
  look(at) {
    const { game, p } = at;
    if (game.ended(p) !== undefined) return;
    const { turn, signature } = p;
    at.afterEach((points) => {
      if (p.signature !== signature || game.ended(p) !== undefined) return undefined;
      if (p.turn === turn) {
        return {
          found: 'the same side is to move after a move that takes, places or changes nothing',
          expected: 'the other side to move',
          todo: 'call p.pass() in play; a move that keeps the turn must change the numbers of men or seeds',
        };
      }
      if (!points) return undefined;
      return {
        found: `the move scores ${points} and takes, places or changes nothing`,
        expected: 'points only for moves that change the numbers of men or seeds',
        todo: 'score when men or seeds leave the board',
      };
    });
  },
};

/** Checks that the rules give the same results a second time and for a copy of the position. */
export const repeating: PositionCheck = {
  name: 'repeating',
  title: 'the rules depend on nothing but the position',
  sample: 100,
  look(at) {
    const { game, p, other, say } = at;
    const first = saidOf(at, p);
    const again = difference(first, saidOf(at, p));
    if (again !== undefined) {
      return say({
        found: `asked twice, the rules ${again}`,
        expected: 'the same each time',
        todo: 'use no random numbers and remember nothing between calls',
      });
    }
    if (!reads(game, other, game.format(p)) || other.key() !== p.key()) return; // another check finds that
    const anew = difference(first, saidOf(at, other));
    if (anew === undefined) return;
    say({
      found: `for the same position set up anew the rules ${anew}`,
      expected: 'the same, however the position came about',
      todo: 'read nothing that is no part of the position: neither the order of p.lists, nor p.time or p.stamp',
    });
  },
};

function reads(game: Game, p: Position, text: string): boolean {
  try {
    game.parse(p, text);
    return true;
  } catch (error) {
    if (isEndgameError(error)) return false;
    throw error;
  }
}

/** Returns all results of the rules for a legal position: those of the position itself and of each move, by name. */
function saidOf(at: Inspection, p: Position): Map<string, string> {
  const { game } = at;
  const ended = game.ended(p);
  const said = new Map([
    ['legal', String(at.isLegal(p))],
    ['ended', String(ended)],
  ]);
  if (ended !== undefined) return said;
  for (const move of at.moves(p)) {
    const name = `the move ${game.formatMove(p, move)}`;
    const { time } = p;
    const points = game.play(p, move) ?? 0;
    said.set(name, `${at.isLegal(p)} ${points} ${game.ended(p)} ${p.key()}`);
    p.rewind(time);
  }
  if (said.size === 2) said.set('stuck', String(game.stuck?.(p)));
  return said;
}

function difference(first: ReadonlyMap<string, string>, second: ReadonlyMap<string, string>): string | undefined {
  for (const name of new Set([...first.keys(), ...second.keys()])) {
    if (!first.has(name) || !second.has(name)) return `have ${name} once and not the other time`;
    if (first.get(name) !== second.get(name)) return `say one thing of ${name} once, and another the other time`;
  }
  return undefined;
}
