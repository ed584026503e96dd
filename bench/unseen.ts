/**
 * `npm run bench:unseen [-- game ...]`: the games that came after the template, or those named: what each costs, and
 * what the specialiser makes of it. It prints the tables of docs/unseen-games.md. Each game is generated in a process
 * of its own, from nothing, by one thread; seconds are of CPU.
 */

import './one-line.ts';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gameOf } from '../games/index.ts';
import { generateTables } from '../src/make/index.ts';
import { Crowded } from '../src/specialize/crowded.ts';
import { specialize } from '../src/specialize/index.ts';
import { Occupancies } from '../src/specialize/occupancies.ts';
import type { Indexer } from '../src/specialize/ranking.ts';
import { lengthOf } from '../src/study/bundle.ts';
import { cabinetProgram } from '../src/study/programs.ts';
import { MemoryFiles, TableStore } from '../src/table/index.ts';
import { formatBytes, formatCount } from '../src/text/format.ts';

const UNSEEN = [
  'konane-4x4',
  'konane-5x4',
  'clobber-4x4',
  'domineering-5x5',
  'dots-and-boxes-3x3',
  'amazons-4x4',
  'hex-4x4',
  'tigers-4x4',
  'lines-of-action-4x4',
  'pong-hau-ki',
  'ataxx-4x4',
];
/** The games of the study's template. */
const TEMPLATE = [
  'awari',
  'connect-four-4x4',
  'dodgem',
  'hexapawn-4x4',
  'kalah-6-4',
  'mu-torere',
  'three-mens-morris',
  'tic-tac-toe',
];
/** First argument of a run for one game. */
const FORKED = 'one';

interface Made {
  readonly positions: number;
  readonly indices: number;
  readonly slices: number;
  /** Order of the group of symmetries that holds for everything. */
  readonly symmetries: number;
  /** Whether some of them exchange the sides. */
  readonly exchange: boolean;
  /** The ranking of most indices. */
  readonly ranking: string;
  /** Bytes of all files. */
  readonly bytes: number;
  readonly setUp: number;
  readonly seconds: number;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function rankingOf(indexer: Indexer): string {
  if (indexer instanceof Crowded) return 'crowded';
  return indexer instanceof Occupancies ? 'occupied, then whose' : 'men apart';
}

/** Makes the default tables of a game. */
async function make(id: string): Promise<Made> {
  const begun = cpuSeconds();
  const specialization = specialize(gameOf(id));
  const tables = specialization.defaultTables();
  const slices = specialization.closure(tables.flatMap((table) => [...specialization.slicesOf(table)]));
  const rankings = new Map<string, number>();
  for (const slice of slices) {
    for (const { indexer, size } of specialization.space(slice).parts) {
      rankings.set(rankingOf(indexer), (rankings.get(rankingOf(indexer)) ?? 0) + size);
    }
  }
  const setUp = cpuSeconds() - begun;
  const store = new TableStore(new MemoryFiles());
  let positions = 0;
  let bytes = 0;
  await generateTables(specialization, tables, store, {
    onTable: ({ statistics, entry }) => {
      positions += statistics?.positions ?? 0;
      bytes += entry?.bytes ?? 0;
    },
  });
  const whole = specialization.symmetries(slices[slices.length - 1]);
  return {
    positions,
    indices: [...rankings.values()].reduce((sum, size) => sum + size, 0),
    slices: slices.length,
    symmetries: whole.length,
    exchange: whole.some(({ swap }) => swap),
    ranking: [...rankings].reduce((most, each) => (each[1] > most[1] ? each : most))[0],
    bytes,
    setUp,
    seconds: cpuSeconds() - begun,
  };
}

function apart(id: string): Made {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), FORKED, id], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`${id}: ${child.stderr}`);
  return JSON.parse(child.stdout) as Made;
}

/** Returns the source of a game's rules; sizes of one game share it. */
function rulesOf(id: string): string {
  const name = id.replace(/-\dx\d$/, '');
  return readFileSync(new URL(`../../games/${name}.ts`, import.meta.url), 'utf8');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const named = process.argv.slice(2);
if (named[0] === FORKED) console.log(JSON.stringify(await make(named[1])));
else {
  const template = (await lengthOf(cabinetProgram(TEMPLATE))).brotli;
  const costs = [
    row(['game', 'lines', 'source', 'in the program', 'CPU', 'positions', 'tables']),
    row(['---', ...Array<string>(6).fill('---:')]),
  ];
  const found = [
    row(['game', 'slices', 'symmetries', 'indices', 'of them positions', 'ranking', 'set-up']),
    row(['---', ...Array<string>(4).fill('---:'), '---', '---:']),
  ];
  for (const id of named.length > 0 ? named : UNSEEN) {
    process.stderr.write(`${id}\n`);
    const made = apart(id);
    const rules = rulesOf(id);
    const added = (await lengthOf(cabinetProgram([...TEMPLATE, id].sort()))).brotli - template;
    costs.push(
      row([
        id,
        String(rules.trimEnd().split('\n').length),
        formatBytes(Buffer.byteLength(rules)),
        `+${formatCount(added)} B`,
        `${made.seconds.toFixed(1)} s`,
        formatCount(made.positions),
        formatBytes(made.bytes),
      ]),
    );
    found.push(
      row([
        id,
        String(made.slices),
        `${made.symmetries}${made.exchange ? ' ⇄' : ''}`,
        formatCount(made.indices),
        `${Math.round((100 * made.positions) / made.indices)} %`,
        made.ranking,
        `${made.setUp.toFixed(1)} s`,
      ]),
    );
  }
  console.log(`${costs.join('')}\n${found.join('')}`);
  console.log(
    `⇄: some exchange the sides. A program of ${TEMPLATE.length} other games takes ${formatBytes(template)}.`,
  );
}
