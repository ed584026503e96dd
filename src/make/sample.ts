import { forEachSuccessor, isLegal } from '../game/rules.ts';
import { Position } from '../game/position.ts';
import { Random, type Slice, type Specialization } from '../specialize/index.ts';

const SEED = 2027;

/**
 * Returns random legal positions of the slices that go on, the same ones for the same seed; fewer if there are hardly
 * any.
 */
export function samplePositions(
  specialization: Specialization,
  slices: readonly Slice[],
  count: number,
  seed: number = SEED,
): Position[] {
  const { game } = specialization;
  const random = new Random(seed);
  const spaces = slices.map((slice) => specialization.space(slice));
  const total = spaces.reduce((sum, space) => sum + space.size, 0);
  const found: Position[] = [];
  for (let tries = 0; found.length < count && tries < 100 * count + 20_000; tries++) {
    const p = new Position(game.schema);
    let index = random.below(total);
    let s = 0;
    while (index >= spaces[s].size) index -= spaces[s++].size;
    if (spaces[s].unrank(index, p) && isLegal(game, p) && game.ended(p) === undefined) found.push(p);
  }
  return found;
}

/**
 * Returns, by other table, the share of a table's positions, 0 to 1, from which a move leads to a position of that
 * table that goes on.
 */
export function exitShares(
  specialization: Specialization,
  table: string,
  positions: readonly Position[],
): Record<string, number> {
  const { game } = specialization;
  const moves = new Int32Array(game.maxMoves);
  const counts = new Map<string, number>();
  for (const p of positions) {
    const reached = new Set<string>();
    forEachSuccessor(game, p, moves, () => {
      if (game.ended(p) === undefined) reached.add(specialization.tableOf(specialization.sliceOf(p.signature)));
    });
    reached.delete(table);
    for (const each of reached) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const shares = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(shares.map(([each, count]) => [each, count / positions.length]));
}

/**
 * Returns, by table, what each game that visits it asks about it: its positions there that go on, in their order.
 * @param games positions in the game's notation, game by game
 * @throws EndgameError E_POSITION naming what is no position
 */
export function visitsIn(
  specialization: Specialization,
  games: readonly (readonly string[])[],
): ReadonlyMap<string, readonly (readonly Position[])[]> {
  const { game } = specialization;
  const found = new Map<string, Position[][]>();
  for (const positions of games) {
    const visits = new Map<string, Position[]>();
    for (const text of positions) {
      const p = new Position(game.schema);
      game.parse(p, text);
      if (game.ended(p) !== undefined) continue;
      const table = specialization.tableOf(specialization.sliceOf(p.signature));
      visits.set(table, [...(visits.get(table) ?? []), p]);
    }
    for (const [table, visit] of visits) found.set(table, [...(found.get(table) ?? []), visit]);
  }
  return found;
}
