/**
 * Examines classes of chess with pawns: solves every problem with all promotions, and again with those to a queen alone;
 * lists where the others matter (src/kernel/underpromotions.ts); and solves with the list to see that it is complete.
 *
 *   node dist/bench/underpromotions.js <directory> KRPvKR KQPvKQ ...   a file for each class; those that are there are kept
 *   node dist/bench/underpromotions.js <directory> --write            src/kernel/underpromotion-lists-4.ts and -5.ts from all files
 */

import './one-line.ts';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { chess } from '../games/chess.ts';
import { Position } from '../src/game/position.ts';
import { forEachSuccessor } from '../src/game/rules.ts';
import type { Side } from '../src/game/schema.ts';
import { placementsOf, solveClass } from '../src/kernel/classes.ts';
import { materialOf, PROMOTIONS } from '../src/kernel/exits.ts';
import { stepsOf } from '../src/kernel/index-lists.ts';
import { METRIC_CODES } from '../src/kernel/metric.ts';
import { LOSS, PackedCodes, WIN } from '../src/kernel/packed.ts';
import { PAWN_KIND, type Problem } from '../src/kernel/problem.ts';
import { ProblemCache } from '../src/kernel/problem-cache.ts';
import { allExits } from '../src/kernel/problem-solver.ts';
import { codeBytesOf, type Solved } from '../src/kernel/solved.ts';
import { orderOf } from '../src/kernel/stored-order.ts';
import type { Underpromoted } from '../src/kernel/underpromotions.ts';
import { CHESS_KINDS, menOfClass } from './chess-classes.ts';
import { writeLists } from './list-module.ts';

/** Kinds that pawns become where underpromotions are left out. */
const QUEEN = [1];
const QUEEN_AND_KNIGHT = [1, 4];
/** Rarely asked, and with long lists if knights are left out. */
const WITH_KNIGHTS = new Set(['KBNvKP', 'KQBvKP', 'KQNvKP', 'KQRvKP', 'KRRvKP', 'KBBPvK']);

type Lists = {
  promotions: readonly number[];
  classes: string[];
  won: Record<string, string>;
  drawn: Record<string, string>;
};

const isClear = ({ pawns }: Problem): boolean =>
  pawns[0].every((c) => c >> 3 !== 6) && pawns[1].every((c) => c >> 3 !== 1);

/** The positions of one problem, and what its moves out reach. */
class Examiner {
  /** Kinds that pawns become in the game that is left. */
  readonly promotions: readonly number[];
  readonly cache: ProblemCache = new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl, memory: 6e9 });
  readonly #moves: Int32Array = new Int32Array(chess.maxMoves);

  constructor(promotions: readonly number[]) {
    this.promotions = promotions;
  }

  /** Returns the outcomes by side to move, as a copy. */
  static outcomes({ codes }: Solved): readonly [PackedCodes, PackedCodes] {
    return [new PackedCodes(codeBytesOf(codes[0]).slice()), new PackedCodes(codeBytesOf(codes[1]).slice())];
  }

  async without(problem: Problem, listed?: Underpromoted): Promise<readonly [PackedCodes, PackedCodes]> {
    const exits = allExits(problem, this.promotions);
    const targets = await this.cache.targets(exits, {});
    return Examiner.outcomes(await this.cache.solver.solve(problem, exits, targets, {}, listed));
  }

  /** Returns the positions that underpromotions alone make what they are. */
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
    const listed: Underpromoted = { promotions: this.promotions, won: arrays(won), drawn: arrays(drawn) };
    const again = await this.without(problem, listed);
    if (!again.every((codes, side) => codes.equals(truth[side])))
      throw new Error(`${problem.key}: the list does not make up for the promotions`);
    return listed;
  }

  /** Returns the best outcome of an underpromotion: 0 draw, WIN or LOSS, or -1 if there is none. */
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
    const count = (): number =>
      PROMOTIONS.reduce(
        (n, kind) => n + (this.promotions.includes(kind) ? 0 : p.counts[1 + side * CHESS_KINDS + kind]),
        0,
      );
    const before = count();
    const reached: { problem: Problem; turn: Side; at: number }[] = [];
    forEachSuccessor(chess, p, this.#moves, () => {
      if (count() <= before) return;
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
  const promotions = WITH_KNIGHTS.has(name) ? QUEEN_AND_KNIGHT : QUEEN;
  const examiner = new Examiner(promotions);
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
  const lists: Lists = { promotions, classes: [material], won: {}, drawn: {} };
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
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  const ofFive = (name: string): boolean => name.length > 'KPvKP.json'.length;
  /** Returns the lists of classes, those together in which pawns become the same. */
  const gathered = (names: readonly string[]): readonly Lists[] => {
    const all = new Map<string, Lists>();
    for (const name of names.toSorted()) {
      const { promotions, classes, won, drawn } = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Lists;
      const lists = all.get(promotions.join()) ?? { promotions, classes: [], won: {}, drawn: {} };
      all.set(promotions.join(), lists);
      lists.classes.push(...classes);
      Object.assign(lists.won, won);
      Object.assign(lists.drawn, drawn);
    }
    return [...all.values()];
  };
  const put = (path: string, name: string, lists: readonly Lists[]): void => {
    const count = lists.reduce((sum, { classes }) => sum + classes.length, 0);
    const made = `bench/underpromotions.ts; ${count} classes`;
    console.log(`${made}, ${writeLists(path, made, name, lists)} characters`);
  };
  const few = gathered(files.filter((name) => !ofFive(name)));
  put('src/kernel/underpromotion-lists-4.ts', 'LISTS_TO_FOUR_MEN', few);
  put('src/kernel/underpromotion-lists-5.ts', 'LISTS_OF_FIVE_MEN', gathered(files.filter(ofFive)));
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
      `${name}: ${count(lists.won)} won, ${count(lists.drawn)} drawn by underpromotions alone; ${seconds} CPU s`,
    );
  }
}
