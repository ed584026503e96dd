/**
 * `npm run bench:learnt [-- GAME ...]`: how well small slices tell which codec suits large tables. Each table that is
 * not small is encoded by every candidate; the learnt choice, each candidate taken always, and the default codec are
 * compared with the smallest file of all. Regret is a ratio of bytes to the smallest, as the geometric mean over the
 * large tables of a game, then over games. The choice has seen half of a
 * table's cells at most, in smaller slices; where these are too few it tries what is quick. Every file is read back.
 */

import { gameOf } from '../games/index.ts';
import type { Metric } from '../src/game/values.ts';
import { generateTables, LEARNT_CODECS, learntEncodings, type Narrowed, repack } from '../src/make/index.ts';
import { specialize } from '../src/specialize/index.ts';
import { DEFAULT_CODEC, type Encoding, RepresentationSpec, TableStore } from '../src/table/index.ts';
import { MemoryFiles } from '../src/table/memory-files.ts';
import { TextTable } from '../src/text/text-table.ts';

interface Case {
  readonly game: string;
  /** Named tables; default: the game's own. */
  readonly tables?: readonly string[];
  /** What is generated, and what is packed. */
  readonly generated?: Metric;
  readonly packed: readonly Metric[];
}

/** Games of each kind: men are placed, men are taken, men move to and fro. */
const CASES: readonly Case[] = [
  { game: 'mnk-4-3-3', packed: ['dtm', 'wdl'] },
  { game: 'connect-four-4x4', packed: ['dtm', 'wdl'] },
  { game: 'hexapawn-4x4', packed: ['dtm', 'wdl'] },
  { game: 'dodgem-4x4', packed: ['dtm', 'wdl'] },
  { game: 'checkers', packed: ['dtm', 'wdl'] },
  { game: 'awari', tables: ['7'], packed: ['dtm'] },
  { game: 'chess', tables: ['KPvK', 'KQvK', 'KRvK'], packed: ['dtm'] },
  { game: 'chess', tables: ['KRvKN'], generated: 'wdl', packed: ['wdl'] },
  { game: 'breakthrough-3x5', packed: ['wdl'] },
];

/** These store every value apart, so they are no candidates; small tables are tried in them all the same. */
const APART = ['sorted', 'hash', 'retrieval'];
const CANDIDATES = LEARNT_CODECS.filter((id) => !APART.includes(id));
const LEARNT = 'learnt';
/** What led the race, without those that were close. */
const LEADER = 'learnt, the first alone';
const ROWS = [LEARNT, LEADER, ...CANDIDATES];

function row(...columns: readonly string[]): void {
  const widths = [18, 8, 5, 12, 24, 24];
  process.stdout.write(`${columns.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' ')}\n`);
}

/** Returns for each large table its ratios to the smallest file: of the learnt choice and of each candidate. */
async function judge({ game: id, tables, generated = 'dtm', packed }: Case): Promise<Map<string, number>[]> {
  const game = gameOf(id);
  const specialization = specialize(game);
  const from = new TableStore(new MemoryFiles());
  const named = tables ?? specialization.defaultTables();
  await generateTables(specialization, named, from, { metric: generated });
  const ratios: Map<string, number>[] = [];
  for (const metric of packed) {
    const to = new TableStore(new MemoryFiles());
    const representation = new RepresentationSpec(game.domain.name, metric);
    const encodings: Encoding[] = CANDIDATES.map((codec) => ({ representation, codec }));
    const learnt = learntEncodings(specialization, from, to, encodings);
    let wanted: Narrowed | undefined;
    await repack(specialization, named, from, to, {
      encodings,
      narrow: async (known) => {
        wanted = await learnt(known);
        return { ...wanted, encodings };
      },
      choose: (tried, { table, slices }) => {
        const bytes = tried.map((file) => file.bytes);
        const least = Math.min(...bytes);
        const own = wanted!.encodings.map((encoding) => encodings.indexOf(encoding));
        const chosen = own.reduce((a, b) => (bytes[b] < bytes[a] ? b : a));
        // A small table is tried in all encodings: there is nothing to judge.
        if (wanted!.encodings.length < encodings.length) {
          const cells = slices.reduce((sum, { space }) => sum + space.size, 0);
          const name = (i: number): string => `${encodings[i].codec} ${bytes[i]}`;
          row(id, table, metric, String(cells), name(chosen), name(bytes.indexOf(least)), wanted!.why);
          ratios.push(
            new Map([
              [LEARNT, bytes[chosen] / least],
              [LEADER, bytes[own[0]] / least],
              ...CANDIDATES.map((id, i) => [id, bytes[i] / least] as const),
            ]),
          );
        }
        return chosen;
      },
    });
  }
  return ratios;
}

function geometricMean(numbers: readonly number[]): number {
  return Math.exp(numbers.reduce((sum, x) => sum + Math.log(x), 0) / numbers.length);
}

const only = process.argv.slice(2);
const games: Map<string, number>[] = [];
row('game', 'table', 'tells', 'cells', 'learnt, bytes', 'smallest, bytes', 'why');
for (const each of CASES.filter(({ game }) => only.length === 0 || only.includes(game))) {
  const ratios = await judge(each);
  if (ratios.length === 0) continue;
  const means = ROWS.map((id) => [id, geometricMean(ratios.map((of) => of.get(id)!))] as const);
  games.push(new Map(means));
}
const table = new TextTable({ head: ['choice', 'regret', 'worst game'], colAligns: ['left', 'right', 'right'] });
for (const id of ROWS) {
  const all = games.map((of) => of.get(id)!);
  const name = !CANDIDATES.includes(id) ? id : `always ${id}${id === DEFAULT_CODEC ? ' (default)' : ''}`;
  table.push([name, geometricMean(all).toFixed(4), Math.max(...all).toFixed(3)]);
}
process.stdout.write(`${table.toString()}\n`);
