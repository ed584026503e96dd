/** Bounds of kings and pawns: sound after every step, exact in the end, and right about positions that men have studied. */

import { afterEach, describe, expect, it, vi } from 'vitest';
import { chess } from '../../games/chess.ts';
import { EndgameError, NONE, Position } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { HOPE, type Level, SURE } from '../../src/pawns/bounds.ts';
import { Frontier } from '../../src/pawns/frontier.ts';
import { holds } from '../../src/pawns/grid.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { type PawnOutcome, PawnSolver } from '../../src/pawns/pawn-solver.ts';
import type { Side } from '../../src/game/schema.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { strength } from '../support/strength.ts';
import { type Counts, outcomeName, parsed, randomPawns, RANKED, randomSource, swapped } from './pawns.ts';

const cache = new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl });

/** Outcome for the side to move by solving all that the position can lead to. */
async function exact(p: Position): Promise<number> {
  const frontier = new Frontier(cache);
  const { node, turn, pair } = frontier.spotOf(p)!;
  const men = ([0, 1] as const).map((side) => ({ kind: 0, side, place: { digit: side } }));
  const { resolved, solved } = await cache.behind({ men, pawns: node.pawns }, {});
  const kings = [pair >> 6, pair & 63];
  const index = resolved.digits.reduce((sum, man) => sum * 64 + (kings[man] ^ resolved.flip), 0);
  return METRIC_CODES.wdl.meaning[solved.code((resolved.swap ? 1 - turn : turn) as Side, index)];
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('against problems solved whole', () => {
  it.each<[string, Counts]>([
    ['KPvK', [1, 0]],
    ['KvKP', [0, 1]],
    ['KPvKP', [1, 1]],
    ['KPPvK', [2, 0]],
  ])('%s', async (_, counts) => {
    const random = randomSource(counts[0] * 10 + counts[1]);
    const solver = new PawnSolver({ game: chess });
    for (let i = 0; i < strength(60, 120); i++) {
      const p = randomPawns(random, counts);
      const truth = outcomeName(await exact(p));
      const found = await solver.outcome(p);
      expect([chess.format(p), found.lower, found.upper]).toEqual([chess.format(p), truth, truth]);
    }
  });

  it('bounds are sound whenever the search is cut short', async () => {
    const random = randomSource(3);
    for (let i = 0; i < 25; i++) {
      const p = randomPawns(random, i % 2 ? [1, 1] : [2, 0]);
      const truth = outcomeName(await exact(p));
      const solver = new PawnSolver({ game: chess });
      for (let problems = 0; problems < 24; problems += 2) {
        const found = await solver.outcome(p, { problems: problems === 0 ? 0 : 2 });
        expect(RANKED.indexOf(found.lower), chess.format(p)).toBeLessThanOrEqual(RANKED.indexOf(truth));
        expect(RANKED.indexOf(found.upper), chess.format(p)).toBeGreaterThanOrEqual(RANKED.indexOf(truth));
        expect(found.exact).toBe(found.lower === found.upper);
      }
    }
  });

  it('bounds of every position of every problem looked into are sound, at all times', async () => {
    const p = parsed('8/2p5/8/1P1k4/8/8/3K4/8 w - - 0 1');
    const frontier = new Frontier(cache);
    const spot = frontier.spotOf(p)!;
    const task = { isLate: () => false, problems: 0, memory: Infinity };
    let checked = 0;
    for (let problems = 2; problems <= 64; problems *= 2) {
      frontier.effort = problems > 8 ? 1 : 0;
      frontier.reopen();
      for (const by of [0, 1] as const) await frontier.settle(spot, by, problems, { ...task, problems });
      checked += await audit(frontier);
    }
    expect(checked).toBeGreaterThan(1e6);
  });
});

/** Compares all bounds of a frontier with solved problems; returns how many. */
async function audit(frontier: Frontier): Promise<number> {
  let checked = 0;
  for (const node of frontier.lookedInto()) {
    const kings = ([0, 1] as const).map((side) => ({ kind: 0, side, place: { digit: side } }));
    const men = 'kind' in node ? [...kings, { kind: node.kind, side: node.side, place: { digit: 2 } }] : kings;
    const { resolved, solved } = await cache.behind({ men, pawns: node.pawns }, {});
    for (const turn of [0, 1] as const) {
      const there = (resolved.swap ? 1 - turn : turn) as Side;
      for (let index = 0; index < 64 ** men.length; index++) {
        const at = resolved.digits.reduce(
          (sum, man) => sum * 64 + (((index >> (6 * (men.length - 1 - man))) & 63) ^ resolved.flip),
          0,
        );
        const value = METRIC_CODES.wdl.meaning[solved.code(there, at)];
        const isLegal = 'kind' in node ? node.isLegal(turn, index) : holds(node.legal(turn), index);
        if (isLegal !== (value !== UNUSED)) throw new Error(`${node.pawns.join('/')} ${index}: legality`);
        if (!isLegal) continue;
        const truth = Math.sign(value) * (turn === 0 ? 1 : -1);
        const won = (by: Side, level: Level): boolean =>
          'kind' in node
            ? node.outcome((level === SURE) === (by === 0) ? 0 : 1, turn, index) === (by === 0 ? 1 : -1)
            : holds(node.won(by, level, turn), index);
        const lower = won(0, SURE) ? 1 : won(1, HOPE) ? -1 : 0;
        const upper = won(1, SURE) ? -1 : won(0, HOPE) ? 1 : 0;
        if (lower > truth || truth > upper)
          throw new Error(`${node.pawns.join('/')} ${turn} ${index}: ${lower} ${upper}`);
        checked++;
      }
    }
  }
  return checked;
}

describe('against other people', () => {
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .split('\n')
    .map((line) => line.split(','))
    .filter(([table]) => ['KPvK', 'KPvKP', 'KPPvK'].includes(table))
    .filter((_, i) => i % strength(3, 1) === 0);

  it(`${rows.length} positions of Syzygy tables, en passant among them`, async () => {
    const solver = new PawnSolver({ game: chess });
    let marked = 0;
    for (const [, fen, wdl] of rows) {
      const p = parsed(fen);
      if (p.mark !== NONE) marked++;
      const truth = outcomeName(Number(wdl));
      const found = await solver.outcome(p);
      expect([fen, found.lower, found.upper]).toEqual([fen, truth, truth]);
    }
    expect(marked).toBeGreaterThan(0);
  });

  it('mates with five and six men, a piece or none: nothing is wrong, most are found', async () => {
    const lines = readOracle(oraclePath('oracles', 'chess', 'mates-short-3-6men-a.epd.gz')!).split('\n');
    const solver = new PawnSolver({ game: chess });
    let [tried, found] = [0, 0];
    for (const line of lines) {
      const [, position, moves] = /^(\S+ [wb] \S+ \S+) dm (-?\d+)/.exec(line) ?? [];
      if (position === undefined || position.split(' ')[0].replace(/[^a-zA-Z]/g, '').length < 5) continue;
      const p = parsed(`${position} 0 1`);
      if (tried === strength(30, 100) || !solver.supports(p)) continue;
      const { lower, upper } = await solver.outcome(p, { problems: 30 });
      const truth = Number(moves) > 0 ? 'win' : 'loss';
      expect(truth === 'win' ? upper : lower, position).toBe(truth);
      tried++;
      if (lower === upper) found++;
    }
    expect(tried).toBeGreaterThan(strength(25, 50));
    expect(found / tried).toBeGreaterThan(0.75);
  });

  it.each([
    ['8 men, no king gets through', '4k3/8/8/p1p1p1p1/P1P1P1P1/8/8/4K3 w - - 0 1', 'draw'],
    ['the same, Black to move', '4k3/8/8/p1p1p1p1/P1P1P1P1/8/8/4K3 b - - 0 1', 'draw'],
    ['10 men, pawns interlocked', '4k3/8/3p4/p1pPp1p1/P1P1P1P1/8/8/4K3 w - - 0 1', 'draw'],
    ['10 men, heads against heads', '4k3/1p1p1p1p/1P1P1P1P/8/8/8/8/4K3 w - - 0 1', 'draw'],
    ['16 men, 7 pawns each, one of each still to move', '4k3/p7/1p1p1p2/1PpPpPp1/P1P1P1P1/8/8/4K3 w - - 0 1', 'draw'],
    ['10 men, the king is in and wins', '8/8/2p5/pkPp2p1/3P2P1/P3K3/8/8 w - - 0 1', 'loss'],
    ["Réti's study, 1921", '7K/8/k1P5/7p/8/8/8/8 w - - 0 1', 'draw'],
    ['Lasker and Reichhelm, 1901: White to move wins', '8/k7/3p4/p2P1p2/P2P1P2/8/8/K7 w - - 0 1', 'win'],
    ['the right step 1. Kb1', '8/k7/3p4/p2P1p2/P2P1P2/8/8/1K6 b - - 0 1', 'loss'],
    ['Lasker and Reichhelm, 1901: the wrong step 1. Kb2', '8/k7/3p4/p2P1p2/P2P1P2/8/1K6/8 b - - 0 1', 'draw'],
  ])('%s', async (_, fen, truth) => {
    const found = await new PawnSolver({ game: chess }).outcome(parsed(fen));
    expect([found.lower, found.upper]).toEqual([truth, truth]);
  });
});

describe('PawnSolver', () => {
  it('says the same when the sides are exchanged, or the board is seen in a mirror', async () => {
    const random = randomSource(11);
    for (let i = 0; i < strength(3, 6); i++) {
      const p = randomPawns(random, [3, 3]);
      const found: PawnOutcome[] = [];
      for (const q of [p, swapped(p, 56, true), swapped(p, 7, false)]) {
        found.push(await new PawnSolver({ game: chess }).outcome(q, { problems: 25 }));
      }
      // Bounds may differ, as the search goes other ways; but all hold the truth.
      const least = Math.max(...found.map(({ lower }) => RANKED.indexOf(lower)));
      const most = Math.min(...found.map(({ upper }) => RANKED.indexOf(upper)));
      expect(least, chess.format(p)).toBeLessThanOrEqual(most);
    }
  });

  it('draws bounds closer from call to call', async () => {
    const p = parsed('8/5p2/4p1p1/3pP1P1/1k1P4/8/1K6/8 w - - 0 1');
    const solver = new PawnSolver({ game: chess });
    let [least, most] = [0, 2];
    for (let i = 0; i < 6; i++) {
      const found = await solver.outcome(p, { problems: 20 });
      const [lower, upper] = [RANKED.indexOf(found.lower), RANKED.indexOf(found.upper)];
      expect(lower).toBeGreaterThanOrEqual(least);
      expect(upper).toBeLessThanOrEqual(most);
      [least, most] = [lower, upper];
    }
  });

  it('stops at a deadline with bounds', async () => {
    const p = parsed('8/ppp2ppp/4k3/8/8/4K3/PPP2PPP/8 w - - 0 1');
    // A clock that goes on by one at every look.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => ++now);
    const found = await new PawnSolver({ game: chess }).outcome(p, { deadline: 300 });
    expect(found.exact).toBe(false);
    expect(now).toBeGreaterThan(300);
    // After the deadline everybody on the way out looks once more.
    expect(now).toBeLessThan(400);
  });

  it('works as long on a machine that gives it little time', async () => {
    const p = parsed('8/ppp2ppp/4k3/8/8/4K3/PPP2PPP/8 w - - 0 1');
    // A clock by which every look takes a minute.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 60_000));
    const start = process.cpuUsage();
    const found = await new PawnSolver({ game: chess }).outcome(p, { seconds: 0.2 });
    const { user, system } = process.cpuUsage(start);
    expect(found.exact).toBe(false);
    expect(user + system).toBeGreaterThan(0.2e6);
    const late = await new PawnSolver({ game: chess }).outcome(p, { seconds: 0.2, deadline: now + 60_000 });
    expect(late.expanded).toBeLessThan(found.expanded);
  });

  it('stops when its signal fires', async () => {
    const p = parsed('8/ppp2ppp/4k3/8/8/4K3/PPP2PPP/8 w - - 0 1');
    const aborted = new PawnSolver({ game: chess }).outcome(p, { signal: AbortSignal.timeout(100) });
    await expect(aborted).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it('refuses positions with two pieces', async () => {
    const p = parsed('8/8/3k4/8/8/3K4/3Q4/6r1 w - - 0 1');
    const solver = new PawnSolver({ game: chess });
    expect(solver.supports(p)).toBe(false);
    await expect(solver.outcome(p)).rejects.toThrow(EndgameError);
  });
});
