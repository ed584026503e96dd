/** The three solvers against one another and against a one-move look-ahead, on random positions of each game. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chess } from 'chess.js';
import { afterAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { better, type Game, loss, negate, Position, type Value } from '../../src/game/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';
import { generateTables, Pack } from '../../src/store/index.ts';

const QUESTIONS = 10_000;
const directory = mkdtempSync(join(tmpdir(), 'endgame-solve-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Case {
  readonly game: Game;
  /** Tables that are asked for; the hybrid has all of them but those in `without`. */
  readonly tables: readonly string[];
  readonly without: readonly string[];
}

const cases: readonly Case[] = [
  { game: ticTacToe, tables: ['all'], without: ['all'] },
  { game: threeMensMorris, tables: ['all'], without: ['all'] },
  { game: nineMensMorris, tables: ['3-3'], without: ['3-3'] },
  { game: chess, tables: ['KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK', 'KRvKN'], without: ['KPvK', 'KRvK'] },
];

describe.each(cases)('$game.id', ({ game, tables, without }) => {
  test(`three solvers agree on ${QUESTIONS} positions, and with what the moves give`, async () => {
    const spec = specialize(game);
    const all = Pack.open(join(directory, `${game.id}-all`), { create: true });
    await generateTables(spec, tables, all);
    const some = Pack.open(join(directory, `${game.id}-some`), { create: true });
    for (const entry of all.list()) {
      if (!without.includes(entry.table))
        writeFileSync(join(some.directory, entry.file), readFileSync(join(all.directory, entry.file)));
    }
    some.close();
    const partial = Pack.open(join(directory, `${game.id}-some`));
    expect(partial.list()).toHaveLength(all.list().length - without.length);
    const lookup = new Solver({ game, solver: 'lookup', pack: all });
    const compute = new Solver({ game, solver: 'compute' });
    const hybrid = new Solver({ game, solver: 'hybrid', pack: partial });

    const slices = tables.flatMap((table) => spec.slicesOf(table));
    const random = new Random(2026);
    const p = new Position(game.schema);
    const moves = new Int32Array(game.maxMoves);
    let asked = 0;
    let won = 0;
    while (asked < QUESTIONS) {
      const slice = slices[random.below(slices.length)];
      const space = spec.space(slice);
      if (!space.unrank(random.below(space.size), p) || (game.legal && !game.legal(p))) continue;
      const value = await lookup.value(p);
      const others = [await compute.value(p), await hybrid.value(p)];
      let best = game.ended(p);
      if (best === undefined) {
        let reply: Value | undefined;
        const n = game.moves(p, moves);
        for (const move of moves.slice(0, n)) {
          game.play(p, move);
          if (!game.legal || game.legal(p)) {
            const worth = negate(game.domain.further(await lookup.value(p)));
            reply = reply === undefined ? worth : better(reply, worth);
          }
          p.rewind(0);
        }
        best = reply ?? (game.stuck ? game.stuck(p) : loss(0));
      }
      // One assertion a position would cost more than the question.
      if (others.some((v) => v !== value) || best !== value)
        expect.fail(`${game.format(p)}: ${value}, ${others.join()}, ${best}`);
      if (value > 0) won++;
      asked++;
    }
    expect(won).toBeGreaterThan(0);
    all.close();
    partial.close();
  });
});

describe('a query', () => {
  const open = (): Pack => Pack.open(join(directory, 'chess-all'));

  test('ranks the moves, gives a line to mate, and says where the answer came from', async () => {
    const pack = open();
    const solver = new Solver({ game: chess, solver: 'lookup', pack });
    const answer = await solver.query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1', { moves: true, line: true });
    expect(answer).toMatchObject({ game: 'chess', outcome: 'win', plies: 19 });
    expect(answer.provenance).toMatchObject({ source: 'table', table: 'KRvK', positionsExpanded: 0, slicesSolved: [] });
    expect(answer.provenance.bytesRead).toBeGreaterThan(0);
    expect(answer.moves).toHaveLength(14);
    expect(answer.moves[0]).toMatchObject({ outcome: 'loss', plies: 18 });
    const plies = answer.moves.map((move) => move.plies);
    expect(plies).toEqual([...plies].sort((a, b) => a - b));
    expect(answer.line).toHaveLength(19);
    const referee = new Chess(answer.position);
    for (const san of answer.lineSan!) referee.move(san);
    expect(referee.isCheckmate()).toBe(true);
    pack.close();
  });

  test('computed once, the next comes from the cache; queries at the same time share the work', async () => {
    const solver = new Solver({ game: chess, solver: 'compute' });
    const fens = ['8/8/8/8/8/1k6/8/K2R4 w - - 0 1', '8/8/8/8/8/1k6/8/K3R3 w - - 0 1'];
    const [a, b] = await Promise.all(fens.map((fen) => solver.query(fen)));
    expect([...a.provenance.slicesSolved, ...b.provenance.slicesSolved].filter((s) => s === 'KRvK')).toHaveLength(1);
    expect((await solver.query(fens[0])).provenance.source).toBe('cache');
  });

  test('a missing table, a small budget and an abort are errors with a code, and a later query works', async () => {
    const pack = open();
    const lookup = new Solver({ game: chess, solver: 'lookup', pack });
    const asked = '8/8/8/8/2k5/8/1r6/K2Q4 w - - 0 1';
    await expect(lookup.query(asked)).rejects.toMatchObject({
      code: 'E_TABLE_MISSING',
      message: expect.stringContaining('KQvKR') as string,
    });
    const small = new Solver({ game: chess, solver: 'compute', memory: 100_000 });
    await expect(small.query(asked)).rejects.toMatchObject({ code: 'E_BUDGET' });
    const solver = new Solver({ game: chess, solver: 'compute' });
    const controller = new AbortController();
    const query = solver.query('8/8/8/8/8/1k6/4n3/K2R4 w - - 0 1', { signal: controller.signal });
    setTimeout(() => controller.abort(), 150);
    await expect(query).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(await solver.query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1')).toMatchObject({ plies: 19 });
    pack.close();
  });

  test('a damaged table stops a lookup; the hybrid computes instead and says so', async () => {
    const file = join(directory, 'chess-all', 'chess.KPvK.egt');
    const bytes = readFileSync(file);
    const damaged = Uint8Array.from(bytes);
    for (let at = bytes.length >> 1; at < bytes.length - 16; at += 997) damaged[at] ^= 0x55;
    const fen = '8/8/8/8/8/2k5/1p6/4K3 w - - 0 1';
    const whole = open();
    const right = await new Solver({ game: chess, solver: 'lookup', pack: whole }).query(fen, {
      moves: true,
      line: true,
    });
    whole.close();
    writeFileSync(file, damaged);
    try {
      const pack = open();
      const strict = new Solver({ game: chess, solver: 'lookup', pack });
      const everyMove = async (): Promise<void> => {
        for (const square of 'abcdefgh')
          await strict.query(`8/8/8/8/8/${square === 'c' ? '3k4' : '2k5'}/1p6/4K3 b - - 0 1`, {
            moves: true,
            line: true,
          });
        pack.table('chess', 1, 'KPvK').check();
      };
      await expect(everyMove()).rejects.toMatchObject({ code: 'E_TABLE_DAMAGED' });
      const hybrid = new Solver({ game: chess, solver: 'hybrid', pack });
      const answer = await hybrid.query(fen, { moves: true, line: true });
      expect({ ...answer, provenance: undefined }).toEqual({ ...right, provenance: undefined });
      pack.close();
    } finally {
      writeFileSync(file, bytes);
    }
  });
});

test('generating anew gives the same bytes and statistics', async () => {
  const pack = Pack.open(join(directory, 'three-mens-morris-all'));
  const [before] = pack.list();
  const bytes = readFileSync(join(pack.directory, before.file));
  await generateTables(specialize(threeMensMorris), ['all'], pack, { force: true });
  expect(pack.list()).toEqual([before]);
  expect(readFileSync(join(pack.directory, before.file))).toEqual(bytes);
  pack.close();
});
