/**
 * `npm run bench:kernel`: the word-parallel kernel. It compares the kernel with the generic engine on the same class in
 * the same run, the work by number of men, and two threads with one. Each class is first checked against its published
 * longest mate. `--full` adds classes of five men (up to 3 GB of memory). `--record` and `--against DIST`: see
 * results.ts.
 */

import './one-line.ts';
import { cpus } from 'node:os';
import { chess } from '../games/index.ts';
import type { Metric } from '../src/game/index.ts';
import { UNUSED } from '../src/game/value.ts';
import { chunksOf, type Values } from '../src/game/values.ts';
import { TextTable } from '../src/text/text-table.ts';
import type { EngineId } from '../src/engines/index.ts';
import { SliceValues } from '../src/values/index.ts';
import { specialize } from '../src/specialize/index.ts';
import { benchmark, type Figures, full, rounded } from './results.ts';
import { expectEqual } from './rows.ts';

const MEMORY = 12e9;

/** Longest mates in plies, White or Black to move; from the endgame tables of E. Bleicher and of M. Bourzutschky. */
const CLASSES: readonly { readonly name: string; readonly plies: number; readonly below: readonly string[] }[] = [
  { name: 'KQvK', plies: 20, below: [] },
  { name: 'KRvK', plies: 32, below: [] },
  { name: 'KPvK', plies: 56, below: ['KQvK', 'KRvK', 'KBvK', 'KNvK'] },
  { name: 'KQvKR', plies: 70, below: ['KQvK', 'KRvK'] },
  { name: 'KBNvK', plies: 66, below: ['KBvK', 'KNvK'] },
  { name: 'KRvKP', plies: 85, below: ['KPvK', 'KQvKR', 'KRvKR', 'KRvKB', 'KRvKN'] },
  ...(full
    ? [
        { name: 'KRBvKR', plies: 129, below: ['KRBvK', 'KRvKR', 'KRvKB'] },
        { name: 'KQRvKR', plies: 70, below: ['KQRvK', 'KRvKR', 'KQvKR'] },
        { name: 'KRPvKR', plies: 148, below: ['KRPvK', 'KRvKP', 'KQRvKR', 'KRRvKR', 'KRBvKR', 'KRNvKR'] },
      ]
    : []),
];

const FEW_MEN =
  'KvK KQvK KRvK KBvK KNvK KPvK KQvKQ KQvKR KQvKB KQvKN KQvKP KRvKR KRvKB KRvKN KRvKP KBvKB KBvKN KBvKP KNvKN KNvKP ' +
  'KPvKP KQQvK KQRvK KQBvK KQNvK KQPvK KRRvK KRBvK KRNvK KRPvK KBBvK KBNvK KBPvK KNNvK KNPvK KPPvK';

interface Run {
  readonly cpu: number;
  readonly wall: number;
  readonly words: number;
  readonly positions: number;
  readonly plies: number;
}

interface Setting {
  readonly engine?: EngineId;
  readonly metric?: Metric;
  readonly threads?: number;
}

/** Solves a class after those below it, which are not timed. */
async function run(name: string, below: readonly string[], setting: Setting = {}): Promise<Run> {
  const specialization = specialize(chess);
  const values = new SliceValues(specialization, { memory: MEMORY, ...setting });
  for (const lower of below) await values.get(specialization.slicesOf(lower)[0]);
  let words = 0;
  let positions = 0;
  const start = performance.now();
  const before = process.cpuUsage();
  const solved = await values.get(specialization.slicesOf(name)[0], {
    onSolved: (_, effort) => {
      words += effort.words ?? 0;
      positions += effort.positions;
    },
  });
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - start) / 1e3;
  return { cpu: (user + system) / 1e6, wall, words, positions, plies: setting.metric === 'wdl' ? 0 : longest(solved) };
}

function longest(values: Values): number {
  let plies = 0;
  for (const chunk of chunksOf(values)) {
    for (const v of chunk) if (v !== UNUSED && v !== 0) plies = Math.max(plies, chess.domain.plies(v as never));
  }
  return plies;
}

async function againstGeneric(): Promise<Figures> {
  const [name, below] = ['KQvKR', ['KQvK', 'KRvK']] as const;
  const kernel: Run[] = [];
  for (let i = 0; i < 5; i++) kernel.push(await run(name, below));
  const generic = await run(name, below, { engine: 'generic' });
  expectEqual(`${name}: longest mate`, generic.plies, kernel[0].plies);
  const [best, median] = [0, 2].map((i) => kernel.map(({ cpu }) => cpu).sort((a, b) => a - b)[i]);
  print(
    `${name}, dtm: generic engine ${generic.cpu.toFixed(2)} s of CPU, kernel ${median.toFixed(3)} s (best ${best.toFixed(3)}): ` +
      `${(generic.cpu / median).toFixed(0)} times as fast`,
  );
  return { [`${name} dtm, median of 5`]: rounded(median), [`${name} dtm, generic`]: rounded(generic.cpu) };
}

async function fewMen(): Promise<Figures> {
  const specialization = specialize(chess);
  const values = new SliceValues(specialization, { memory: MEMORY });
  const before = process.cpuUsage();
  for (const name of FEW_MEN.split(' ')) await values.get(specialization.slicesOf(name)[0]);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const what = `all ${FEW_MEN.split(' ').length} classes of up to 4 men, dtm`;
  print(`${what}: ${seconds.toFixed(2)} s of CPU`);
  return { [what]: rounded(seconds) };
}

async function scaling(): Promise<Figures> {
  const figures: Record<string, number> = {};
  const table = new TextTable({
    head: [
      'class',
      'metric',
      'positions',
      'words touched',
      'words/position',
      'CPU s',
      'ns/word',
      'wall s, 2 threads',
      'ratio',
    ],
    colAligns: ['left', 'left', ...Array<'right'>(7).fill('right')],
  });
  for (const { name, plies, below } of CLASSES) {
    for (const metric of ['dtm', 'wdl', 'dtz'] as const) {
      process.stderr.write(`${name} ${metric}\n`);
      const one = await run(name, below, { metric });
      if (metric === 'dtm') expectEqual(`${name}: longest mate`, one.plies, plies);
      const two = await run(name, below, { metric, threads: 2 });
      figures[`${name} ${metric}`] = rounded(one.cpu);
      table.push([
        name,
        metric,
        one.positions.toLocaleString('en-US'),
        one.words.toLocaleString('en-US'),
        (one.words / one.positions).toFixed(2),
        one.cpu.toFixed(3),
        ((one.cpu / one.words) * 1e9).toFixed(1),
        two.wall.toFixed(3),
        (one.wall / two.wall).toFixed(2),
      ]);
    }
  }
  print(table.toString());
  return figures;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await benchmark(async () => {
  const figures = { ...(await againstGeneric()), ...(await fewMen()), ...(await scaling()) };
  const all = cpus();
  print(`${all[0]?.model.trim()}, ${all.length} cores, Node ${process.version}`);
  return figures;
});
