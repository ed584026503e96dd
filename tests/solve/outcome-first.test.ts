/** Without a metric the outcome comes first, and nothing that happens to distances takes it away. */

import { afterAll, describe, expect, test, vi } from 'vitest';
import { chess } from '../../games/chess.ts';
import { shippedOutcomes } from '../../src/node.ts';
import { loss, win } from '../../src/game/value.ts';
import { LEAST, MOST } from '../../src/search/index.ts';
import { Finder } from '../../src/solve/finder.ts';
import { type Answer, type MoveAnswer, Solver, type Worth } from '../../src/solve/index.ts';

/** The rook takes a rook and mates with bishop and king; whatever else White plays gives no win against best play. */
const WON = '8/8/8/4k3/8/8/8/KB1R3r w - - 0 1';
/** The king takes a rook, and neither rook against knight nor knight against rook wins. */
const DRAWN = '8/8/8/3k4/8/8/1r6/KR5n w - - 0 1';

const solver = new Solver({ game: chess, store: shippedOutcomes() });
afterAll(() => solver.close());

function solvedIn({ provenance }: Answer): readonly string[] {
  return provenance.slicesSolved;
}

describe('five men with a table of their outcomes', () => {
  test('a draw is told whole, with its moves and a line, and nothing is computed', async () => {
    const answer = await solver.query(DRAWN, { moves: true, line: true });
    expect(answer).toMatchObject({ outcome: 'draw', outcome50: 'draw', dtm: 0, dtz: 0 });
    expect(solvedIn(answer)).toEqual([]);
    expect(answer.moves.map(({ outcome }) => outcome)).toEqual(answer.moves.map(() => 'draw'));
    expect(answer.line!.length).toBeGreaterThan(1);
    expect(answer.provenance).toMatchObject({ source: 'table', store: 'endgame-lab-outcomes' });
  });

  test('a win is told before its distances, which can then be left out by the signal', async () => {
    const controller = new AbortController();
    const told: Worth[] = [];
    const onOutcome = (worth: Worth): void => {
      told.push(worth);
      controller.abort();
    };
    const asked = { bounds: true, moves: true, signal: controller.signal, onOutcome };
    const answer = (await solver.query(WON, asked)) as Answer;
    expect(told).toEqual([{ outcome: 'win' }]);
    expect(answer).toMatchObject({ exact: true, outcome: 'win' });
    expect(answer.dtm).toBeUndefined();
    expect(solvedIn(answer)).toEqual([]);
    expect(answer.moves[0]).toMatchObject({ san: 'Rxh1', outcome: 'win' });
    expect(answer.moves.every(({ outcome }) => outcome !== undefined)).toBe(true);
  });

  test('moves are ranked by outcomes, then by plies to zeroing, before those to mate are looked for', async () => {
    const controller = new AbortController();
    const told: { worth: Worth; moves: readonly MoveAnswer[] }[] = [];
    const onRanked = (worth: Worth, moves: readonly MoveAnswer[]): void => {
      told.push({ worth, moves });
      if (told.length === 2) controller.abort();
    };
    const metrics: string[] = [];
    const find = Object.getOwnPropertyDescriptor(Finder.prototype, 'find')!.value as Finder['find'];
    const quick = vi.spyOn(Finder.prototype, 'find').mockImplementation(function (this: Finder, p, run) {
      if (this.metric === 'wdl') return find.call(this, p, run);
      metrics.push(this.metric);
      const value = chess.format(p).startsWith(WON.split(' ')[0]) ? win(1) : loss(1);
      return Promise.resolve({ lower: value, upper: value, source: 'computed' });
    });
    const asked = { bounds: true, moves: true, signal: controller.signal, onRanked };
    const answer = (await solver.query(WON, asked)) as Answer;
    quick.mockRestore();
    expect(metrics).toContain('dtz');
    expect(metrics).not.toContain('dtm');
    expect(told).toHaveLength(2);
    const [outcomes, { worth, moves }] = told;
    expect(outcomes.worth).toEqual({ outcome: 'win' });
    expect(outcomes.moves.map(({ outcome }) => outcome)).toEqual(moves.map(({ outcome }) => outcome));
    expect(outcomes.moves.every((move) => move.dtm === undefined && move.dtz === undefined)).toBe(true);
    expect(worth).toEqual({ outcome: 'win', outcome50: 'win', dtz: 1 });
    expect(moves[0]).toMatchObject({ san: 'Rxh1', outcome: 'win', outcome50: 'win', dtz: 1 });
    expect(new Set(moves.slice(1).map(({ outcome, dtz }) => `${outcome} ${dtz}`))).toEqual(new Set(['draw 0']));
    expect(answer).toMatchObject({ exact: true, ...worth });
    expect(answer.dtm).toBeUndefined();
    expect(answer.moves).toEqual(moves);
  });

  test('the moves of a draw are ranked by outcomes before their distances are looked for', async () => {
    const controller = new AbortController();
    const told: Record<string, string | undefined>[] = [];
    const onRanked = (_: Worth, moves: readonly MoveAnswer[]): void => {
      told.push(Object.fromEntries(moves.map(({ san, outcome }) => [san, outcome])));
      controller.abort();
    };
    const asked = { bounds: true, moves: true, signal: controller.signal, onRanked };
    const { moves } = await solver.query('8/8/3k4/8/4P3/8/1R3K2/7r w - - 0 1', asked);
    expect(told).toEqual([Object.fromEntries(moves.map(({ san, outcome }) => [san, outcome]))]);
    expect(told[0]).toMatchObject({ Kg2: 'draw', Ke2: 'loss', Ra2: 'loss', Rb1: 'loss', Rc2: 'loss' });
  });

  test('no time for distances leaves the outcomes', async () => {
    const answer = await solver.query(WON, { moves: true, line: true, distanceSeconds: 0 });
    expect(answer).toMatchObject({ exact: true, outcome: 'win' });
    expect([answer.dtm, answer.dtz, answer.line]).toEqual([undefined, undefined, undefined]);
    expect(solvedIn(answer)).toEqual([]);
    expect(answer.moves.filter(({ outcome }) => outcome === 'win').map(({ san }) => san)).toContain('Rxh1');
  });

  test('moves that lose a draw are asked for plies to zeroing before those to mate, which take minutes', async () => {
    const find = vi.spyOn(Finder.prototype, 'find');
    const question = '8/8/3k4/8/4P3/8/1R3K2/7r w - - 0 1';
    const { moves } = await solver.query(question, { moves: true, distanceSeconds: 0 });
    const metrics = (find.mock.contexts as Finder[]).map(({ metric }) => metric).filter((metric) => metric !== 'wdl');
    find.mockRestore();
    const losing = moves.filter(({ outcome }) => outcome === 'loss');
    expect(new Set(losing.map(({ san }) => san))).toEqual(new Set(['Ke2', 'Ra2', 'Rb1', 'Rc2']));
    expect(metrics).toEqual(losing.flatMap(() => ['dtz', 'dtm']));
  });

  test('distances of the moves of a draw get ten seconds, however many there are for distances', async () => {
    const start = performance.now();
    const ends: (number | undefined)[] = [];
    const find = Object.getOwnPropertyDescriptor(Finder.prototype, 'find')!.value as Finder['find'];
    const limited = vi.spyOn(Finder.prototype, 'find').mockImplementation(function (this: Finder, p, run) {
      if (this.metric === 'wdl') return find.call(this, p, run);
      ends.push(run.deadline);
      return Promise.resolve({ lower: LEAST, upper: MOST, source: 'computed' });
    });
    await solver.query('8/8/3k4/8/4P3/8/1R3K2/7r w - - 0 1', { moves: true, distanceSeconds: 60 });
    limited.mockRestore();
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) {
      expect(end).toBeGreaterThan(start + 10_000);
      expect(end).toBeLessThan(performance.now() + 10_000);
    }
  });

  // The first two are from a list of positions that the rule spoils; in a pawn ending there is a pawn move in time.
  test.each([
    ['8/2P5/KP6/8/8/8/8/2qk4 w - - 0 1', 'win', 'cursed-win'],
    ['8/8/2K5/7B/N7/2k5/1p6/8 b - - 0 1', 'loss', 'blessed-loss'],
    ['8/8/8/3k2p1/6P1/5PK1/8/8 w - - 0 1', 'win', 'win'],
  ])('without distances lists tell the outcome under the rule: %s', async (position, outcome, outcome50) => {
    const answer = await solver.query(position, { distanceSeconds: 0 });
    expect(answer).toMatchObject({ exact: true, outcome, outcome50 });
    expect([answer.dtz, solvedIn(answer)]).toEqual([undefined, []]);
  });

  test('no memory for distances leaves the outcome', async () => {
    const small = new Solver({ game: chess, store: shippedOutcomes(), memory: 1e6 });
    const answer = await small.query(WON, { distanceSeconds: 0.2 });
    expect(answer).toMatchObject({ exact: true, outcome: 'win' });
    expect(solvedIn(answer)).toEqual([]);
    small.close();
  });

  test('a deadline too short for distances leaves the outcome', async () => {
    const answer = await solver.query(WON, { deadline: 500 });
    expect(answer).toMatchObject({ exact: true, outcome: 'win' });
  });
});

test('where distances are near, nothing comes before the answer, whose distances have no limit', async () => {
  const told: Worth[] = [];
  const asked = { distanceSeconds: 0, onOutcome: (worth: Worth) => void told.push(worth) };
  const answer = await solver.query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1', asked);
  expect(told).toEqual([]);
  expect(answer).toMatchObject({ outcome: 'win', dtm: 19, dtz: 19 });
});

describe('a value that one move alone can have', () => {
  const QUESTION = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';

  /** Asks with the distances of some moves, by the places of the men after them, hidden. */
  async function askedWithout(...hidden: readonly string[]): Promise<Answer> {
    const own = new Solver({ game: chess });
    const find = Object.getOwnPropertyDescriptor(Finder.prototype, 'find')!.value as Finder['find'];
    const spy = vi.spyOn(Finder.prototype, 'find').mockImplementation(function (this: Finder, p, run) {
      if (!hidden.includes(chess.format(p).split(' ')[0])) return find.call(this, p, run);
      return Promise.resolve({ lower: loss(2), upper: loss(98), source: 'computed' });
    });
    try {
      return await own.query(QUESTION, { moves: true });
    } finally {
      spy.mockRestore();
      own.close();
    }
  }

  test('is that move’s', async () => {
    const { moves, dtm } = await askedWithout('8/8/8/8/8/1k6/8/K1R5');
    expect(dtm).toBe(19);
    expect(moves.find(({ san }) => san === 'Rc1')).toMatchObject({ outcome: 'win', dtm: 19 });
  });

  test('is nobody’s if two can have it', async () => {
    const { moves } = await askedWithout('8/8/8/8/8/1k6/8/K1R5', '8/8/8/8/8/1k6/8/1K1R4');
    for (const name of ['Rc1', 'Kb1']) expect(moves.find(({ san }) => san === name)!.dtm).toBeUndefined();
  });

  test('is nobody else’s if a known move has it', async () => {
    const { moves } = await askedWithout('8/8/8/8/8/1k6/8/1K1R4');
    expect(moves.find(({ san }) => san === 'Kb1')!.dtm).toBeUndefined();
  });
});

test.each([-1, Number.NaN, 1e9])('%s seconds for distances are refused', async (distanceSeconds) => {
  await expect(solver.query(WON, { distanceSeconds })).rejects.toMatchObject({ code: 'E_USAGE' });
});
