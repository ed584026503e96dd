/** Helpers of the tests of checkers: moves by name, counts of positions, comparison with the independent solver. */

import { type Game, OUTCOME, Position, type Value } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { type Slice, type Specialization, specialize } from '../../src/specialize/index.ts';
import { bruteCheckers, bruteMoves } from './brute-checkers.ts';

export function names(game: Game, p: Position): string[] {
  const moves = new Int32Array(game.maxMoves);
  return [...moves.subarray(0, game.moves(p, moves))].map((move) => game.formatMove(p, move));
}

/** Plays the move of that name and clears the journal. */
export function playNamed(game: Game, p: Position, name: string): void {
  const moves = new Int32Array(game.maxMoves);
  const move = moves.subarray(0, game.moves(p, moves)).find((m) => game.formatMove(p, m) === name);
  if (move === undefined) throw new Error(`no move ${name} in ${game.format(p)}`);
  game.play(p, move);
  p.forget();
}

/** Counts the legal positions of a slice with either side to move, including symmetric ones and exchanged sides. */
export function countOrbits(spec: Specialization, slice: Slice): number {
  const { game } = spec;
  const space = spec.space(slice);
  const group = spec.symmetries(slice).length;
  const p = new Position(game.schema);
  let positions = 0;
  for (let index = 0; index < space.size; index++) {
    if (!space.unrank(index, p) || !game.legal!(p)) continue;
    space.rank(p);
    positions += group / space.stabilizer;
  }
  return positions;
}

/** Returns the first few positions whose moves or value differ from those of the independent solver. */
export async function disagreements(game: Game, size: number, most: number): Promise<string[]> {
  const spec = specialize(game);
  const values = new SliceValues(spec, { memory: 1e9 });
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const found: string[] = [];
  let compared = 0;
  for (const [text, expected] of bruteCheckers(size, most)) {
    read(p, text);
    if (game.ended(p) !== undefined) {
      if (game.ended(p)! >= 0 || expected.outcome !== 'loss' || expected.plies !== 0) found.push(text);
      continue;
    }
    const slice = spec.sliceOf(p.signature);
    const table = values.peek(slice) ?? (await values.get(slice));
    const value = table.at(spec.space(slice).rank(p)) as Value;
    if (OUTCOME.outcome(value) !== expected.outcome || OUTCOME.plies(value) !== expected.plies) found.push(text);
    compared++;
    const after = new Set<string>();
    for (let n = game.moves(p, moves), m = 0; m < n; m++) {
      game.play(p, moves[m]);
      after.add(write(p));
      p.rewind(0);
    }
    if ([...after].toSorted().join() !== bruteMoves(size, text).toSorted().join()) found.push(`moves of ${text}`);
    if (found.length > 5) break;
  }
  return compared > 1000 ? found : ['too few positions'];
}

function write(p: Position): string {
  return `${Array.from(p.cells, (code) => '.BbWw'[code]).join('')} ${'bw'[p.turn]}`;
}

function read(p: Position, text: string): void {
  p.clear();
  text
    .slice(0, -2)
    .split('')
    .forEach((letter, cell) => {
      if (letter !== '.') p.set(cell, '.BbWw'.indexOf(letter));
    });
  p.turn = text.endsWith('w') ? 1 : 0;
  p.forget();
}
