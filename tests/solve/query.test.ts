/** What an answer says: moves, line, provenance; and the errors of a query that cannot be answered. */

import { join } from 'node:path';
import { Chess } from 'chess.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { kalah44 } from '../../games/kalah.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { type Game, negate, Position } from '../../src/game/index.ts';
import { type Answer, Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { ringCaptures } from '../support/toys.ts';
import { copyPack, makePack, randomTexts, temporaryDirectory } from './support.ts';
import { valueOf } from '../../bench/answer-value.ts';

const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
const directory = temporaryDirectory();
let pack: TableStore;
beforeAll(async () => {
  pack = await makePack(join(directory, 'chess'), chess, chess.endgames!);
});

function lookup(game: Game = chess, from: TableStore = pack): Solver {
  return new Solver({ game, solver: 'lookup', pack: from });
}

/** Plays the move of that name. */
function playNamed(game: Game, p: Position, name: string): void {
  const moves = new Int32Array(game.maxMoves);
  const legal = [...moves.subarray(0, game.moves(p, moves))].filter((move) => {
    if (game.formatMove(p, move) !== name) return false;
    const time = p.time;
    game.play(p, move);
    const playable = !game.legal || game.legal(p);
    p.rewind(time);
    return playable;
  });
  expect(legal, `${game.format(p)} ${name}`).toHaveLength(1);
  game.play(p, legal[0]);
}

async function checkMoves(game: Game, solver: Solver, answer: Answer): Promise<void> {
  const p = new Position(game.schema);
  const worth: number[] = [];
  for (const { move, outcome, dtm, plies = dtm } of answer.moves) {
    game.parse(p, answer.position);
    playNamed(game, p, move);
    const value = negate(game.domain.further(await solver.value(p)));
    expect({ outcome, plies }).toEqual({ outcome: game.domain.outcome(value), plies: game.domain.plies(value) });
    worth.push(value);
  }
  expect(worth).toEqual([...worth].sort((a, b) => b - a));
  if (worth.length > 0) expect(worth[0]).toBe(valueOf(answer));
}

/** A decided line ends exactly when the game does, and the side to move there has lost. */
async function checkLine(game: Game, solver: Solver, answer: Answer): Promise<void> {
  const p = new Position(game.schema);
  game.parse(p, answer.position);
  for (const move of answer.line!) playNamed(game, p, move);
  if (answer.outcome === 'draw') return;
  expect(answer.line).toHaveLength(answer.dtm ?? answer.plies!);
  const last = await solver.query(game.format(p), { moves: true });
  expect(last).toMatchObject({ outcome: 'loss', moves: [] });
  expect(last.dtm ?? last.plies).toBe(0);
}

describe.each([
  { game: ticTacToe, table: 'all' },
  { game: threeMensMorris, table: 'all' },
  { game: nineMensMorris, table: '3-3' },
])('$game.id', ({ game, table }) => {
  test('moves are ranked, lines end with the game', async () => {
    const solver = new Solver({ game, solver: 'compute' });
    const texts = randomTexts(game, specialize(game).slicesOf(table), 40, 5);
    for (const text of texts) {
      const answer = await solver.query(text, { moves: true, line: true });
      await checkMoves(game, solver, answer);
      await checkLine(game, solver, answer);
    }
    expect(new Set(texts).size).toBeGreaterThan(20);
  });
});

test('a move is worth what it scores and what comes after, for the one who then moves', async () => {
  const solver = new Solver({ game: ringCaptures, solver: 'compute' });
  const kinds = new Set<string>();
  for (const text of randomTexts(ringCaptures, specialize(ringCaptures).slicesOf('all'), 60, 3)) {
    const answer = await solver.query(text, { moves: true, line: true });
    const worth = answer.moves.map(({ score }) => score!);
    if (worth.length === 0) continue;
    expect(worth).toEqual(worth.toSorted((a, b) => b - a));
    expect(answer.score).toBe(worth[0]);
    expect(answer.line![0]).toBe(answer.moves[0].move);
    for (const { points = 0, again = false } of answer.moves) kinds.add(`${points} ${again}`);
  }
  expect([...kinds].sort()).toEqual(['0 false', '2 false', '3 true']);
});

test('a move that scores now goes before one that leaves more for later, if that makes it worth more', async () => {
  const solver = new Solver({ game: kalah44, solver: 'compute' });
  const { moves, score, line } = await solver.query('1,1,0,2/0,2,1,0 south', { moves: true, line: true });
  const worth = moves.map((move) => move.score!);
  expect(worth).toEqual([3, 1, -3]);
  expect(moves.map(({ points = 0 }, i) => worth[i] - points)).toEqual([0, 1, -4]);
  expect(score).toBe(3);
  expect(line![0]).toBe(moves[0].move);
});

test('chess: moves and lines are those of chess.js, and wins end in mate', async () => {
  const solver = lookup();
  const slices = chess.endgames!.flatMap((table) => specialize(chess).slicesOf(table));
  let mates = 0;
  for (const text of randomTexts(chess, slices, 60, 6)) {
    const answer = await solver.query(text, { moves: true, line: true });
    await checkMoves(chess, solver, answer);
    const referee = new Chess(text);
    const sort = (names: (string | undefined)[]): string[] => names.map(String).sort((a, b) => (a < b ? -1 : 1));
    expect(sort(answer.moves.map((move) => move.san))).toEqual(sort(referee.moves()));
    for (const san of answer.lineSan!) referee.move(san);
    if (answer.outcome === 'draw') continue;
    expect(answer.line).toHaveLength(answer.dtm!);
    expect(referee.isCheckmate(), text).toBe(true);
    mates++;
  }
  expect(mates).toBeGreaterThan(10);
});

describe('provenance', () => {
  test('a table: bytes were read, nothing was solved', async () => {
    const fresh = TableStore.open(pack.name);
    const answer = await lookup(chess, fresh).query(ROOK, { moves: true, line: true });
    expect(answer).toMatchObject({ game: 'chess', position: ROOK, outcome: 'win', outcome50: 'win', dtm: 19 });
    expect(answer.provenance).toMatchObject({
      source: 'table',
      table: 'KRvK',
      positionsExpanded: 0,
      movesExpanded: 0,
      slicesSolved: [],
      warnings: [],
    });
    expect(answer.provenance.bytesRead).toBeGreaterThan(0);
    fresh.close();
  });

  test('computed, then from the cache, then forgotten', async () => {
    const solver = new Solver({ game: chess, solver: 'compute', metric: 'dtm' });
    const first = (await solver.query(ROOK)).provenance;
    expect(first).toMatchObject({ source: 'computed', table: 'KRvK', bytesRead: 0, slicesSolved: ['KRvK'] });
    expect(first.positionsExpanded).toBeGreaterThan(40_000);
    const second = (await solver.query(ROOK)).provenance;
    expect(second).toMatchObject({ source: 'cache', bytesRead: 0, positionsExpanded: 0, slicesSolved: [] });
    solver.forget();
    expect(solver.cachedBytes).toBe(0);
    expect((await solver.query(ROOK)).provenance.source).toBe('computed');
  });

  test('a hybrid computes only what is not stored', async () => {
    const some = copyPack(pack, join(directory, 'without'), ['KRvK']);
    const { provenance } = await new Solver({ game: chess, pack: some, engine: 'generic' }).query(ROOK);
    expect(provenance).toMatchObject({ source: 'computed', slicesSolved: ['KRvK'], warnings: [] });
    expect(provenance.bytesRead).toBeGreaterThan(0);
    some.close();
  });

  test('the rules answer when the game is over', async () => {
    const solver = new Solver({ game: ticTacToe });
    const answer = await solver.query('xxx/oo./... o', { moves: true, line: true });
    expect(answer).toMatchObject({ outcome: 'loss', moves: [], line: [], plies: 0 });
    expect(answer.provenance).toMatchObject({ source: 'rules', table: '', slicesSolved: [], bytesRead: 0 });
  });

  test('queries at the same time share the work', async () => {
    const solver = new Solver({ game: chess, solver: 'compute', metric: 'dtm' });
    const fens = [ROOK, '8/8/8/8/8/1k6/8/K3R3 w - - 0 1', '8/8/8/8/8/1k6/8/K3Q3 w - - 0 1', ROOK];
    const answers = await Promise.all(fens.map((fen) => solver.query(fen)));
    const solved = answers.flatMap((answer) => answer.provenance.slicesSolved);
    expect([...solved].sort((a, b) => (a < b ? -1 : 1))).toEqual(['KQvK', 'KRvK']);
    expect(answers[0].dtm).toBe(19);
    expect(answers[3].dtm).toBe(19);
  });
});

describe('what cannot be answered', () => {
  test('a lookup names the missing table; a move without one has no value, and the answer stands', async () => {
    const small = copyPack(pack, join(directory, 'small'), ['KQvK']);
    const missing = (table: string): object => ({
      code: 'E_TABLE_MISSING',
      message: expect.stringContaining(table) as string,
      hint: expect.stringContaining(table) as string,
    });
    await expect(lookup().query('8/8/8/8/2k5/8/1r6/K2Q4 w - - 0 1')).rejects.toMatchObject(missing('KQvKR'));
    const promoting = '8/P7/8/8/8/1k6/8/K7 w - - 0 1';
    // The position is stored, and so are its moves but one.
    const answer = await lookup(chess, small).query(promoting, { moves: true });
    expect(answer).toMatchObject({ outcome: 'win' });
    const unknown = answer.moves.filter(({ outcome }) => outcome === undefined);
    expect(unknown).toEqual([{ move: 'a7a8q', san: 'a8=Q', zeroing: true }]);
    expect(answer.moves.at(-1)).toBe(unknown[0]);
    expect(() => new Solver({ game: chess, solver: 'lookup' })).toThrow(/needs a store/);
    small.close();
  });

  test('a budget that is too small comes with a figure, and that figure is enough', async () => {
    const small = new Solver({ game: chess, solver: 'compute', metric: 'dtm', memory: 30_000 });
    const failure = await small.query(ROOK).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'E_BUDGET' });
    const figure = /needs (\d+(?:\.\d)?) (kB|MB)/.exec((failure as Error).message)!;
    const memory = Number(figure[1]) * (figure[2] === 'MB' ? 1e6 : 1e3);
    expect(memory).toBeGreaterThan(30_000);
    const enough = new Solver({ game: chess, solver: 'compute', metric: 'dtm', memory });
    expect(await enough.query(ROOK)).toMatchObject({ dtm: 19 });
    expect(enough.cachedBytes).toBeLessThanOrEqual(memory);
  });

  // The generic engine reports often enough to time an abort in progress; tests/kernel covers the kernel.
  test('an abort stops the computation at once or under way, and a later query works', async () => {
    const solver = new Solver({ game: chess, solver: 'compute', engine: 'generic' });
    await expect(solver.query(ROOK, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'E_ABORTED' });
    const controller = new AbortController();
    const signal = controller.signal;
    const asked = '8/8/8/8/8/1k6/4n3/K2R4 w - - 0 1';
    // At the engine's first report from the slice itself, the computation is certainly in progress.
    const onProgress = ({ slice }: { slice: string }): void => {
      if (slice === 'KRvKN') controller.abort();
    };
    await expect(solver.query(asked, { signal, onProgress })).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect((await solver.query(ROOK)).provenance.source).toBe('cache');
    expect((await solver.query(ROOK)).dtm).toBe(19);
  });

  test('who shares the work of an aborted query still gets an answer', async () => {
    const solver = new Solver({ game: chess, solver: 'compute', engine: 'generic' });
    const controller = new AbortController();
    const first = solver.query(ROOK, { signal: controller.signal, onProgress: () => controller.abort() });
    const second = solver.query(ROOK);
    await expect(first).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect((await second).dtm).toBe(19);
  });
});

describe('damaged tables', () => {
  const PAWN = '8/8/8/8/8/2k5/1p6/4K3 w - - 0 1';

  /** One flipped bit somewhere in the middle of the blocks, in all files but the smallest. */
  const flip = (bytes: Uint8Array, table: string): Uint8Array =>
    table === 'KPvK'
      ? bytes.map((byte, i) => (i >= bytes.length >> 2 && i % 512 === 0 && i < bytes.length - 8 ? byte ^ 4 : byte))
      : bytes;
  const cut = (bytes: Uint8Array, table: string): Uint8Array =>
    table === 'KPvK' ? bytes.subarray(0, bytes.length >> 1) : bytes;

  test.each([
    ['flipped bits', flip],
    ['cut short', cut],
    ['empty', (bytes: Uint8Array, table: string) => (table === 'KPvK' ? new Uint8Array(0) : bytes)],
  ])('%s: a lookup stops, the hybrid computes instead and says so', async (name, change) => {
    const right = await lookup().query(PAWN, { moves: true, line: true });
    const broken = copyPack(pack, join(directory, name.replace(' ', '-')), [], change);
    const strict = lookup(chess, broken).query(PAWN, { moves: true, line: true });
    await expect(strict).rejects.toMatchObject({
      code: name === 'empty' ? (expect.stringMatching(/^E_TABLE_/) as string) : 'E_TABLE_DAMAGED',
      message: expect.stringContaining('chess.KPvK.egt') as string,
    });
    const answer = await new Solver({ game: chess, store: broken, metric: 'dtm' }).query(PAWN, {
      moves: true,
      line: true,
    });
    expect({ ...answer, provenance: undefined }).toEqual({ ...right, provenance: undefined });
    expect(answer.provenance.slicesSolved).toEqual(['KPvK']);
    expect(answer.provenance.warnings).toEqual([expect.stringContaining('chess.KPvK.egt')]);
    broken.close();
  });

  test('one flipped bit anywhere never changes an answer', async () => {
    const texts = randomTexts(chess, specialize(chess).slicesOf('KRvK'), 40, 8);
    const right = await Promise.all(texts.map((text) => lookup().query(text)));
    for (let round = 0; round < 12; round++) {
      const broken = copyPack(pack, join(directory, `flip-${round}`), [], (bytes, table) =>
        table === 'KRvK'
          ? bytes.map((b, i) => (i === Math.floor((bytes.length * (round + 0.5)) / 12) ? b ^ 64 : b))
          : bytes,
      );
      const strict = lookup(chess, broken);
      for (const [i, text] of texts.entries()) {
        const found = await strict.query(text).catch((error: unknown) => error);
        if (found instanceof Error)
          expect(found).toMatchObject({ code: expect.stringMatching(/^E_TABLE_(DAMAGED|FOREIGN)$/) as string });
        else expect(valueOf(found as Answer)).toBe(valueOf(right[i]));
      }
      expect(() => broken.table('chess', chess.version, 'KRvK').check()).toThrow(/chess\.KRvK\.egt/);
      broken.close();
    }
  });
});
