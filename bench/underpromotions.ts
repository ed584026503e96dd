/**
 * Examines classes of chess with pawns: solves every problem with all promotions, and again without those to rook and
 * bishop; lists where they matter (src/kernel/underpromotions.ts); and solves with the list to see that it is complete.
 *
 *   node dist/bench/underpromotions.js <directory> KRPvKR KQPvKQ ...   a file for each class; those that are there are kept
 *   node dist/bench/underpromotions.js <directory> --write            src/kernel/underpromotion-lists.ts from all files
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { deflateRawSync } from 'node:zlib';
import { chess } from '../games/chess.ts';
import { Position } from '../src/game/position.ts';
import { forEachSuccessor } from '../src/game/rules.ts';
import type { Side } from '../src/game/schema.ts';
import { placementsOf, solveClass } from '../src/kernel/classes.ts';
import { QUEEN_AND_KNIGHT, materialOf } from '../src/kernel/exits.ts';
import { stepsOf } from '../src/kernel/index-lists.ts';
import { METRIC_CODES } from '../src/kernel/metric.ts';
import { LOSS, PackedCodes, WIN } from '../src/kernel/packed.ts';
import { PAWN_KIND, type Problem } from '../src/kernel/problem.ts';
import { ProblemCache } from '../src/kernel/problem-cache.ts';
import { allExits } from '../src/kernel/problem-solver.ts';
import { codeBytesOf, type Solved } from '../src/kernel/solved.ts';
import { orderOf } from '../src/kernel/stored-order.ts';
import type { Underpromoted, UnderpromotionLists } from '../src/kernel/underpromotions.ts';
import { CHESS_KINDS, menOfClass } from './chess-classes.ts';

const ROOK = 2;
const BISHOP = 3;

type Lists = { classes: string[]; won: Record<string, string>; drawn: Record<string, string> };

const isClear = ({ pawns }: Problem): boolean =>
  pawns[0].every((c) => c >> 3 !== 6) && pawns[1].every((c) => c >> 3 !== 1);

/** The positions of one problem, and what its moves out reach. */
class Examiner {
  readonly cache: ProblemCache = new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl, memory: 6e9 });
  readonly #moves: Int32Array = new Int32Array(chess.maxMoves);

  /** Returns the outcomes by side to move, as a copy. */
  static outcomes({ codes }: Solved): readonly [PackedCodes, PackedCodes] {
    return [new PackedCodes(codeBytesOf(codes[0]).slice()), new PackedCodes(codeBytesOf(codes[1]).slice())];
  }

  async without(problem: Problem, listed?: Underpromoted): Promise<readonly [PackedCodes, PackedCodes]> {
    const exits = allExits(problem, QUEEN_AND_KNIGHT);
    const targets = await this.cache.targets(exits, {});
    return Examiner.outcomes(await this.cache.solver.solve(problem, exits, targets, {}, listed));
  }

  /** Returns the positions that promotions to rook and bishop alone make what they are. */
  async examine(problem: Problem): Promise<Underpromoted> {
    const truth = Examiner.outcomes(await this.cache.solved(problem, {}));
    const without = await this.without(problem);
    const won: [number[], number[]] = [[], []];
    const drawn: [number[], number[]] = [[], []];
    for (const side of [0, 1] as const) {
      for (const index of differences(truth[side], without[side])) {
        const outcome = truth[side].at(index);
        if (outcome === LOSS || (await this.#best(problem, side, index)) !== outcome) continue;
        (outcome === WIN ? won : drawn)[side].push(index);
      }
    }
    const listed: Underpromoted = { won: arrays(won), drawn: arrays(drawn) };
    const again = await this.without(problem, listed);
    if (!again.every((codes, side) => codes.equals(truth[side])))
      throw new Error(`${problem.key}: the list does not make up for the promotions`);
    return listed;
  }

  /** Returns the best outcome of a promotion to rook or bishop: 0 draw, WIN or LOSS, or -1 if there is none. */
  async #best({ digits, pawns }: Problem, side: Side, index: number): Promise<number> {
    const p = new Position(chess.schema);
    digits.forEach((man, d) =>
      p.set((index / 64 ** (digits.length - 1 - d)) & 63, 1 + man.side * CHESS_KINDS + man.kind),
    );
    pawns.forEach((cells, of) => {
      for (const cell of cells) p.set(cell, 1 + of * CHESS_KINDS + PAWN_KIND);
    });
    p.turn = side;
    p.forget();
    const { cache } = this;
    const count = (): number => p.counts[1 + side * CHESS_KINDS + ROOK] + p.counts[1 + side * CHESS_KINDS + BISHOP];
    const before = count();
    const reached: { problem: Problem; turn: Side; at: number }[] = [];
    forEachSuccessor(chess, p, this.#moves, () => {
      if (count() === before) return;
      const resolved = cache.locator.locate(p);
      const at = cache.locator.indexIn(resolved);
      reached.push({ problem: resolved.problem, turn: cache.locator.turnIn(resolved, p.turn), at });
    });
    let best = -1;
    for (const { problem, turn, at } of reached) {
      const code = (await cache.solved(problem, {})).code(turn, at);
      if (code === LOSS) return WIN;
      if (code === 0) best = 0;
      else if (best < 0) best = LOSS;
    }
    return best;
  }
}

function* differences(a: PackedCodes, b: PackedCodes): Generator<number> {
  for (let byte = 0; byte < a.byteLength; byte++) {
    if (a.bytes[byte] === b.bytes[byte]) continue;
    for (let index = 4 * byte; index < 4 * byte + 4; index++) if (a.at(index) !== b.at(index)) yield index;
  }
}

function arrays([white, black]: readonly [number[], number[]]): readonly [Uint32Array, Uint32Array] {
  return [Uint32Array.from(white), Uint32Array.from(black)];
}

async function examineClass(name: string): Promise<Lists> {
  const examiner = new Examiner();
  const { cache } = examiner;
  const order = orderOf(menOfClass(name));
  await solveClass(cache, order, {});
  const problems = new Set<Problem>();
  let material = '';
  for (const pawns of placementsOf(order)) {
    if (pawns === undefined) continue;
    const { problem } = cache.problems.resolve(order.men, pawns);
    material = materialOf(problem);
    if (!isClear(problem)) problems.add(problem);
  }
  const lists: Lists = { classes: [material], won: {}, drawn: {} };
  for (const problem of problems) {
    const listed = await examiner.examine(problem);
    for (const what of ['won', 'drawn'] as const) {
      listed[what].forEach((indices, side) => {
        if (indices.length > 0) lists[what][`${problem.key} ${side}`] = stepsOf(indices);
      });
    }
  }
  cache.forget();
  return lists;
}

function write(directory: string): void {
  const all: Lists = { classes: [], won: {}, drawn: {} };
  for (const file of readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const { classes, won, drawn } = JSON.parse(readFileSync(join(directory, file), 'utf8')) as UnderpromotionLists;
    all.classes.push(...classes);
    Object.assign(all.won, won);
    Object.assign(all.drawn, drawn);
  }
  const bytes = Buffer.from(JSON.stringify(all));
  const text = deflateRawSync(bytes, { level: 9 }).toString('base64');
  writeFileSync(
    'src/kernel/underpromotion-lists.ts',
    `/** Made by bench/underpromotions.ts; ${all.classes.length} classes, JSON of ${bytes.length} bytes, deflated, in base64. */
export const UNDERPROMOTION_BYTES: number = ${bytes.length};
export const UNDERPROMOTION_LISTS: string =
  '${text}';
`,
  );
  console.log(`${all.classes.length} classes, ${text.length} characters`);
}

const [directory, ...names] = argv.slice(2);
mkdirSync(directory, { recursive: true });
if (names[0] === '--write') write(directory);
else {
  for (const name of names) {
    const path = join(directory, `${name}.json`);
    if (existsSync(path)) continue;
    const start = process.cpuUsage().user;
    const lists = await examineClass(name);
    writeFileSync(`${path}.new`, JSON.stringify(lists));
    renameSync(`${path}.new`, path);
    const count = (list: Readonly<Record<string, string>>): number =>
      Object.values(list).reduce((sum, steps) => sum + steps.split(',').length, 0);
    const seconds = ((process.cpuUsage().user - start) / 1e6).toFixed(1);
    console.log(
      `${name}: ${count(lists.won)} won, ${count(lists.drawn)} drawn by promotions to rook or bishop alone; ${seconds} CPU s`,
    );
  }
}
