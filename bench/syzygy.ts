/**
 * How fast Syzygy's files answer outcomes, beside Fathom's library on the same positions, one after the other; and how fast a solver
 * without files does that has computed them, by `value` and by `valueSync`. Arguments: the directory of the files, then classes. Without a
 * C compiler or the library the figures are ours alone.
 */

import './one-line.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chess } from '../games/chess.ts';
import { codeOf, NONE, Position } from '../src/game/index.ts';
import { isSpoilt, type Value } from '../src/game/value.ts';
import { Random, specialize } from '../src/specialize/index.ts';
import { Solver } from '../src/solve/index.ts';
import { SyzygyTables } from '../src/syzygy/index.ts';
import { TextTable } from '../src/text/text-table.ts';
import { benchmark, type Figures, named } from './results.ts';

const POSITIONS = 20_000;
const ROUNDS = 10;
/** Ours and theirs take turns, so that whatever else the machine does meets both. */
const TURNS = 3;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Returns random legal positions of a class. */
function positionsOf(table: string, count: number): Position[] {
  const spec = specialize(chess);
  const space = spec.space(spec.slicesOf(table)[0]);
  const random = new Random(1);
  const found: Position[] = [];
  const p = new Position(chess.schema);
  while (found.length < count) {
    if (!space.unrank(random.below(space.size), p) || !chess.legal!(p)) continue;
    const own = new Position(chess.schema);
    own.copyFrom(p);
    found.push(own);
  }
  return found;
}

/** Returns a position as bench/fathom.c reads it. */
function setsOf(p: Position): string {
  const setOf = (...codes: number[]): string => {
    let set = 0n;
    for (const code of codes) {
      for (let i = 0; i < p.counts[code]; i++) set |= 1n << BigInt(p.lists[code * p.stride + i]);
    }
    return set.toString(16);
  };
  const kinds = [...chess.schema.kinds.keys()];
  const sides = ([0, 1] as const).map((side) => setOf(...kinds.map((kind) => codeOf(chess.schema, kind, side))));
  const men = kinds.map((kind) => setOf(codeOf(chess.schema, kind, 0), codeOf(chess.schema, kind, 1)));
  const passing = p.mark === NONE ? 0 : p.mark + (p.turn === 0 ? 8 : -8);
  return [...sides, ...men, passing, 1 - p.turn].join(' ');
}

/** Returns the program that asks Fathom; undefined if it cannot be made here. */
function fathomIn(directory: string): string | undefined {
  const program = join(directory, 'fathom');
  try {
    execFileSync('cc', ['-O2', '-o', program, join(ROOT, 'bench', 'fathom.c'), '-lfathom'], { stdio: 'ignore' });
    return program;
  } catch {
    return undefined;
  }
}

await benchmark(async () => {
  const [files, ...classes] = named;
  if (files === undefined) throw new Error('usage: npm run bench:syzygy -- DIRECTORY [CLASS...]');
  const source = new SyzygyTables([files]).source(chess, { metric: 'wdl50', tolerant: false });
  const directory = mkdtempSync(join(tmpdir(), 'endgame-bench-'));
  const figures: Record<string, number> = {};
  const table = new TextTable({
    head: ['class', 'ns', 'Fathom ns', 'ratio', 'value', 'ratio', 'valueSync', 'ratio'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  try {
    const program = fathomIn(directory);
    for (const name of classes.length > 0 ? classes : ['KQvKR', 'KBNvK', 'KRvKP', 'KPvKP']) {
      const all = positionsOf(name, POSITIONS);
      const input = all.map(setsOf).join('\n');
      const told = all.map((p) => numberOf(source.probe(p) as Value)).join('');
      let own = Number.POSITIVE_INFINITY;
      let theirs = Number.POSITIVE_INFINITY;
      let waited = Number.POSITIVE_INFINITY;
      let atOnce = Number.POSITIVE_INFINITY;
      const solver = new Solver({ game: chess, metric: 'wdl' });
      for (const p of all) await solver.value(p);
      for (let turn = 0; turn < TURNS; turn++) {
        own = Math.min(own, await timed(all, (p) => void source.probe(p)));
        waited = Math.min(waited, await timed(all, (p) => solver.value(p)));
        atOnce = Math.min(atOnce, await timed(all, (p) => void solver.valueSync(p)));
        if (program === undefined) continue;
        const [ns, answers] = execFileSync(program, [files, String(ROUNDS)], { input, encoding: 'utf8' }).split('\n');
        if (answers !== told) throw new Error(`${name}: Fathom tells other outcomes`);
        theirs = Math.min(theirs, Number(ns));
      }
      figures[name] = own / 1e9;
      if (program !== undefined) figures[`${name} of Fathom`] = theirs / 1e9;
      const ratio = (ns: number): string => (program === undefined ? '-' : (ns / theirs).toFixed(2));
      const ours = [waited, atOnce].flatMap((ns) => [ns.toFixed(0), ratio(ns)]);
      table.push([name, own.toFixed(0), program === undefined ? '-' : theirs.toFixed(0), ratio(own), ...ours]);
      solver.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  console.log(String(table));
  return figures satisfies Figures;
});

/** Returns the nanoseconds of CPU for each question, asked one after the other. */
async function timed(all: readonly Position[], ask: (p: Position) => Promise<unknown> | void): Promise<number> {
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) {
    for (const p of all) {
      const waiting = ask(p);
      if (waiting !== undefined) await waiting;
    }
  }
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1e3) / (ROUNDS * all.length);
}

/** Returns an outcome as Fathom numbers it, 0 to 4. */
function numberOf(v: Value): number {
  return v === 0 ? 2 : 2 + Math.sign(v) * (isSpoilt(v) ? 1 : 2);
}
