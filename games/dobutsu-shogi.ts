import { recordExplored } from '../src/game/explored.ts';
import {
  EndgameError,
  type Game,
  gridNotation,
  loss,
  OUTCOME,
  type Position,
  type Value,
  withNotations,
} from '../src/game/index.ts';
import { dobutsuShogiExplored } from './explored.ts';
import { codeFor, isLast, KINDS, dobutsuLegal, LION, dobutsuSchema } from './dobutsu-shogi/animals.ts';
import {
  canMove,
  formatDobutsuMove,
  dobutsuMoves,
  dobutsuPlay,
  shift,
  dobutsuUnmoves,
  dobutsuUnplay,
  unshift,
} from './dobutsu-shogi/moves.ts';
import { fairyFen, sfen } from './dobutsu-shogi/sfen.ts';

const notation = gridNotation(dobutsuSchema, { sides: ['S', 'G'] });

/**
 * Dobutsu shogi ("animal shogi", M. Kitao, 2008) on 3 x 4 squares by the rules that T. Tanaka solved (An Analysis of a
 * Board Game "Doubutsu Shogi", IPSJ SIG Notes 2009-GI-22-3). A lion steps to any neighbour, a giraffe along rows and
 * columns, an elephant along diagonals, a chick forward; a chick that steps onto the last row becomes a hen, which
 * steps like a gold general. Captured animals change sides and are dropped on any empty square, hens as chicks again; a
 * chick may be dropped anywhere (on the last row it stays). A side that takes the lion wins, and so does a lion that
 * comes to the last row where it cannot be taken at once.
 *
 * A move that exposes the own lion is not playable here: it loses in two plies, and a side without another move loses
 * in two. So distances are the usual ones, up to the capture of the lion, and no position has a lion that can be taken.
 * A side that could not even move a blocked man (no game leads there) has lost at once. Repetition, a draw over the
 * board, is a draw.
 *
 * The rules do not need all eight animals: fewer make smaller games by the same rules, closed under them since captured
 * animals stay in the game. Tables are named by all animals with the first side, chicks as hens (`LGGEEHHvL`).
 */
const rules: Game = {
  id: 'dobutsu-shogi',
  title: 'Dobutsu shogi',
  version: 1,
  schema: dobutsuSchema,
  domain: OUTCOME,
  initial: 'gle/.c./.C./ELG S -',
  example: 'l../.G./.../.EL S -',
  /** At most 38 moves (Tanaka); unmoves: less than 50 steps, each after taking no animal or one of four kinds. */
  maxMoves: 256,
  endgames: ['LHvL', 'LGvL', 'LEvL', 'LHHvL', 'LGHvL', 'LEHvL', 'LGEvL', 'LGEHvL'],

  moves: dobutsuMoves,
  play: dobutsuPlay,

  /** The other lion has reached its last row; if it were attacked there, the move would not have been playable. */
  ended(p: Position): Value | undefined {
    const other = 1 - p.turn;
    return isLast(p.lists[codeFor(LION, other) * p.stride], other) ? loss(0) : undefined;
  },

  stuck: (p) => loss(canMove(p) ? 2 : 0),
  legal: dobutsuLegal,
  unmoves: dobutsuUnmoves,
  unplay: dobutsuUnplay,
  shift,
  unshift,

  parse(p: Position, text: string): void {
    notation.parse(p, text);
    if (dobutsuLegal(p)) return;
    throw new EndgameError('E_POSITION', `position "${text}": no game of dobutsu shogi leads there`, whyNot(p));
  },

  format: (p) => notation.format(p),
  draw: (p) => notation.draw(p),
  formatMove: formatDobutsuMove,
};

/** Dobutsu shogi, which reads SFEN and the FEN of Fairy-Stockfish too. */
export const dobutsuShogi: Game = withNotations(rules, 'rows from the top', [fairyFen, sfen]);
recordExplored(dobutsuShogi, dobutsuShogiExplored);

function whyNot(p: Position): string {
  const lions = p.counts[LION] === 1 && p.counts[LION + KINDS] === 1;
  if (!lions) return 'each side has one lion on the board';
  if (isLast(p.lists[codeFor(LION, p.turn) * p.stride], p.turn)) return 'the lion of the side to move has won already';
  return 'there are at most two animals of a kind (hens are chicks), and the side to move cannot take the other lion';
}
