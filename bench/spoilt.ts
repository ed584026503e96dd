/**
 * Examines classes of chess for cursed wins and blessed losses: solves every problem under the 50-move rule, without any
 * shortcut, and lists where the rule spoils an outcome (src/kernel/spoilt.ts).
 *
 *   node dist/bench/spoilt.js <directory> KRPvKB KBNvKN ...   a file for each class; those that are there are kept
 *   node dist/bench/spoilt.js <directory> --write            src/kernel/spoilt-lists.ts from all files
 */

import './one-line.ts';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { chess } from '../games/chess.ts';
import { solveClass } from '../src/kernel/classes.ts';
import { materialOf } from '../src/kernel/exits.ts';
import { type IndexLists, stepsOf } from '../src/kernel/index-lists.ts';
import { KING_PAIRS, TURNS } from '../src/kernel/king-pairs.ts';
import { METRIC_CODES } from '../src/kernel/metric.ts';
import type { Problem } from '../src/kernel/problem.ts';
import { ProblemCache } from '../src/kernel/problem-cache.ts';
import { orderOf } from '../src/kernel/stored-order.ts';
import { menOfClass } from './chess-classes.ts';
import { writeLists } from './list-module.ts';

/** Codes of wdl50 that tell a spoilt outcome, and of an illegal position. */
const CURSED = 3;
const BLESSED = 4;
const ILLEGAL = 255;
/**
 * Classes with more spoilt positions are counted and not listed: a question that needs them finds distances instead. That
 * takes a few seconds without pawns, where the class is one problem.
 */
const MOST = 60_000;
const MOST_WITHOUT_PAWNS = 20_000;

/** What is known of one class. */
interface Examined {
  /** The class, as `materialOf` names it. */
  readonly material: string;
  /** Cursed wins and blessed losses by side to move, up to symmetry; like men count in every order. */
  readonly counts: { cursed: [number, number]; blessed: [number, number] };
  /** By `${key of the problem} ${side to move}`, as in underpromotions; undefined if there are too many. */
  lists: Record<string, string> | undefined;
}

/** Returns the weight of an index: one half if its mirror image is another index of the same problem. */
function weightOf({ hasKingPair, digits }: Problem, index: number): number {
  if (!hasKingPair) return 1;
  const head = Math.floor(index / 64 ** digits.length);
  if (KING_PAIRS.mirrored[head] === 0) return 1;
  for (let d = 0, rest = index; d < digits.length; d++, rest = Math.floor(rest / 64)) {
    if (TURNS[4 * 64 + (rest & 63)] !== (rest & 63)) return 1 / 2;
  }
  return 1;
}

async function examine(name: string, cache: ProblemCache): Promise<Examined> {
  const examined: Examined = { material: '', counts: { cursed: [0, 0], blessed: [0, 0] }, lists: {} };
  let material = '';
  let listed = 0;
  await solveClass(cache, orderOf(menOfClass(name)), {}, ({ problem, codes }) => {
    material = materialOf(problem);
    for (const side of [0, 1] as const) {
      const own = codes[side] as Uint8Array;
      const found: number[] = [];
      for (let i = 0; i < own.length; i++) {
        const code = own[i];
        if (code < CURSED || code === ILLEGAL) continue;
        if (code > BLESSED) throw new Error(`${problem.key}: code ${code}`);
        found.push(i);
        examined.counts[code === CURSED ? 'cursed' : 'blessed'][side] += weightOf(problem, i);
      }
      listed += found.length;
      if (listed > MOST) examined.lists = undefined;
      if (found.length > 0 && examined.lists) examined.lists[`${problem.key} ${side}`] = stepsOf(found);
    }
    return Promise.resolve();
  });
  return { ...examined, material };
}

function lengthOf(lists: IndexLists): number {
  return Object.values(lists).reduce((sum, steps) => sum + steps.split(',').length, 0);
}

function write(directory: string): void {
  const classes: string[] = [];
  const lists: Record<string, string> = {};
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  // Up to four men nothing is spoilt (spoilt.ts).
  for (const file of files.filter((name) => name.length > 'KQvKR.json'.length).sort()) {
    const examined = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Examined;
    const most = file.includes('P') ? MOST : MOST_WITHOUT_PAWNS;
    if (examined.lists === undefined || lengthOf(examined.lists) > most) continue;
    classes.push(examined.material);
    Object.assign(lists, examined.lists);
  }
  const made = `bench/spoilt.ts; ${classes.length} classes`;
  const length = writeLists('src/kernel/spoilt-lists.ts', made, 'SPOILT_LISTS', { classes, lists });
  console.log(`${classes.length} of ${files.length} classes, ${length} characters`);
}

const [directory, ...names] = argv.slice(2);
mkdirSync(directory, { recursive: true });
if (names[0] === '--write') write(directory);
else {
  const cache = new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl50, memory: 8e9 });
  for (const name of names) {
    const path = join(directory, `${name}.json`);
    if (existsSync(path)) continue;
    const start = process.cpuUsage().user;
    const examined = await examine(name, cache);
    writeFileSync(`${path}.new`, JSON.stringify(examined));
    renameSync(`${path}.new`, path);
    const { cursed, blessed } = examined.counts;
    const seconds = ((process.cpuUsage().user - start) / 1e6).toFixed(1);
    console.log(
      `${name}: cursed wins ${cursed.join(' and ')}, blessed losses ${blessed.join(' and ')}; ${seconds} CPU s`,
    );
  }
}
