/**
 * `npm run bench:games [game ...]`: the generic engine on every game, each in a process of its own, as a user would run
 * it (one process for all would make the engine's calls into the rules polymorphic). Default tables, from nothing, in
 * memory. Set-up is the time to derive slices, symmetries and index spaces from the rules; it is counted apart.
 * `--record` and `--against DIST`: see results.ts.
 */

import './one-line.ts';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gameOf, games } from '../games/index.ts';
import { TextTable } from '../src/text/text-table.ts';
import { SliceValues } from '../src/values/index.ts';
import { type Specialization, specialize } from '../src/specialize/index.ts';
import { benchmark, type Figures, named, rounded } from './results.ts';

const MEMORY = 8e9;
/** First argument of a run for one game. */
const FORKED = 'one';

interface Solved {
  readonly tables: string;
  readonly indices: number;
  readonly positions: number;
  readonly edges: number;
  /** CPU seconds of making the index spaces (`setUp`), and of solving (`seconds`). */
  readonly setUp: number;
  readonly seconds: number;
  /** Peak memory of the process. */
  readonly bytes: number;
}

/** Tables to solve where the default ones are done before the machine is warm. */
const LARGER: Readonly<Record<string, (specialization: Specialization) => string[]>> = {
  checkers: (specialization) => specialization.tablesWithMen(2, 4),
};

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Solves the tables of a game and all below them. */
async function measure(id: string): Promise<Solved> {
  const game = gameOf(id);
  const begun = cpuSeconds();
  const specialization = specialize(game);
  const tables = LARGER[id]?.(specialization) ?? specialization.defaultTables();
  const slices = specialization.closure(tables.flatMap((table) => [...specialization.slicesOf(table)]));
  const values = new SliceValues(specialization, { memory: MEMORY, engine: 'generic' });
  let indices = 0;
  let positions = 0;
  let edges = 0;
  for (const slice of slices) specialization.space(slice);
  const before = cpuSeconds();
  for (const slice of slices) {
    const solved = await values.get(slice, {
      onSolved: (_, effort) => {
        positions += effort.positions;
        edges += effort.edges;
      },
    });
    indices += solved.length;
  }
  const seconds = cpuSeconds() - before;
  const named = tables.length > 4 ? [...tables.slice(0, 3), '…', tables[tables.length - 1]] : tables;
  return {
    tables: named.join(' '),
    indices,
    positions,
    edges,
    setUp: before - begun,
    seconds,
    bytes: process.resourceUsage().maxRSS * 1024,
  };
}

function apart(id: string): Solved | string {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), FORKED, id], { encoding: 'utf8' });
  if (child.status === 0) return JSON.parse(child.stdout) as Solved;
  return child.stderr.trim().split('\n').pop() ?? `ended by ${child.signal}`;
}

/** Prints a row for each game and returns the CPU seconds of solving. */
function compare(ids: readonly string[]): Figures {
  const solving: Record<string, number> = {};
  const table = new TextTable({
    head: ['game', 'tables', 'indices', 'positions', 'moves', 'set-up s', 'CPU s', 'M pos/s', 'M moves/s', 'peak MB'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  const count = (n: number): string => n.toLocaleString('en');
  for (const id of ids) {
    const figures = apart(id);
    if (typeof figures === 'string') {
      table.push([id, figures]);
      continue;
    }
    const { tables, indices, positions, edges, setUp, seconds, bytes } = figures;
    table.push([
      id,
      tables,
      count(indices),
      count(positions),
      count(edges),
      setUp.toFixed(2),
      seconds.toFixed(2),
      (positions / seconds / 1e6).toFixed(2),
      (edges / seconds / 1e6).toFixed(2),
      (bytes / 1e6).toFixed(0),
    ]);
    solving[id] = rounded(seconds);
    console.error(`${id}: ${seconds.toFixed(1)} s`);
  }
  console.log(table.toString());
  return solving;
}

if (named[0] === FORKED) console.log(JSON.stringify(await measure(named[1])));
else await benchmark(() => compare(named.length > 0 ? named : games.map((game) => game.id)));
