/** Whether answers tell what other people's tables hold, at whatever clock, and whether moves and answers agree. */

import { expect } from 'vitest';
import type { Solver } from '../../src/solve/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

const OUTCOMES = { '2': 'win', '1': 'win', '0': 'draw', '-1': 'loss', '-2': 'loss' } as const;
const ORDER = ['win', 'cursed-win', 'draw', 'blessed-loss', 'loss'] as const;
type Told = (typeof ORDER)[number];

/** What the other side gets. */
function other(told: Told | undefined): Told | undefined {
  return told && ORDER[ORDER.length - 1 - ORDER.indexOf(told)];
}

interface Row {
  readonly fen: string;
  readonly wdl: keyof typeof OUTCOMES;
  readonly dtz: number;
  readonly dtm: number;
  readonly moves: number;
}

/** Returns `count` positions of each of the tables. */
function rowsOf(tables: readonly string[], count: number, random: Random): Row[] {
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .trim()
    .split('\n');
  return tables.flatMap((table) => {
    const own = rows.filter((row) => row.startsWith(`${table},`));
    // The committed sample has fewer classes.
    if (own.length === 0) return [];
    return Array.from({ length: count }, () => {
      const [, fen, wdl, dtz, dtm, moves] = own[random.below(own.length)].split(',') as [
        string,
        string,
        Row['wdl'],
        ...string[],
      ];
      return { fen, wdl, dtz: Math.abs(Number(dtz)), dtm: Math.abs(Number(dtm)), moves: Number(moves) };
    });
  });
}

/** Returns clocks that matter for a distance: a fresh one, any one, and those at which the rule begins to count. */
function clockFor(dtz: number, random: Random): number {
  const clocks = [0, random.below(151), 99, 100, Math.max(0, 100 - dtz), Math.max(0, 102 - dtz)];
  return clocks[random.below(clocks.length)];
}

/** Returns the outcome under the rule that a rounded distance of Syzygy's leaves no doubt about. */
function undoubted({ wdl, dtz, dtm }: Row, clock: number): Told | undefined {
  const outcome = OUTCOMES[wdl];
  if (outcome === 'draw') return outcome;
  if (dtm === 0) return clock <= 100 ? outcome : 'blessed-loss';
  if (clock + dtz + 1 <= 100) return outcome;
  if (clock + dtz <= 100) return undefined;
  return outcome === 'win' ? 'cursed-win' : 'blessed-loss';
}

/**
 * Asks positions of three and four men at random clocks, and compares answer, moves, and the answers after them.
 * @returns the outcomes that were told
 */
export async function checkTold(solver: Solver, tables: readonly string[], count: number): Promise<Set<Told>> {
  const random = new Random(19);
  const seen = new Set<Told>();
  for (const row of rowsOf(tables, count, random)) {
    const clock = clockFor(row.dtz, random);
    const fen = row.fen.replace(/ 0 1$/, ` ${clock} 1`);
    const answer = await solver.query(fen, { moves: true });
    const { outcome, outcome50, dtm, dtz, moves } = answer;
    expect({ outcome, dtm }, fen).toEqual({ outcome: OUTCOMES[row.wdl], dtm: row.dtm });
    expect(outcome50, fen).toBe(undoubted(row, clock) ?? outcome50);
    expect(moves, fen).toHaveLength(row.moves);
    seen.add(outcome50!);
    if (moves.length === 0) continue;

    // The best move gets what the position is worth, and the moves that keep the outcome tell its distances.
    expect(moves[0], fen).toMatchObject({ outcome, outcome50 });
    const keeping = moves.filter((move) => move.outcome === outcome);
    const extreme = (plies: number[]): number => (outcome === 'loss' ? Math.max(...plies) : Math.min(...plies));
    const distances = {
      dtm: extreme(keeping.map((move) => move.dtm!)),
      dtz: extreme(keeping.map((move) => move.dtz!)),
    };
    expect(distances, fen).toEqual({ dtm, dtz });
    const ranks = moves.map((move) => ORDER.indexOf(move.outcome50!));
    expect(ranks, fen).toEqual(ranks.toSorted((a, b) => a - b));

    // What the mover gets is what the other side is denied, and the move counts one ply.
    const move = moves[random.below(moves.length)];
    const after = await solver.query(`position fen ${fen} moves ${move.san}`);
    expect(other(after.outcome), `${fen} ${move.san}`).toBe(move.outcome);
    if (move.outcome !== 'draw') expect(after.dtm! + 1, `${fen} ${move.san}`).toBe(move.dtm);
    // Who is to move with the clock at 100 claims the draw, also before a move that would reset it.
    if (clock < 100) expect(other(after.outcome50), `${fen} ${move.san}`).toBe(move.outcome50);
  }
  return seen;
}
