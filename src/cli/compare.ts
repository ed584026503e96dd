/** `endgame tables --compare`: one table in every representation and by every codec, with the costs of each. */

import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import type { Metric } from '../game/values.ts';
import { specialize } from '../specialize/index.ts';
import { type Encoding, parseRepresentation, TableStore } from '../table/index.ts';
import { type Cost, costOf, encodeAs, type KnownTable, learn } from '../make/index.ts';
import { TextTable } from '../text/text-table.ts';
import { interruptSignal, print } from './options.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { ALL_CODECS, parseCodec } from './codec-option.ts';
import { ProgressReport } from './progress.ts';

/** The options of `endgame tables --compare`. */
export interface CompareFlags {
  readonly dir: string;
  readonly repr?: string;
  readonly codec?: string;
  readonly json?: boolean;
}

interface Row extends Cost {
  readonly representation: string;
  readonly codec: string;
  readonly bytes: number;
  readonly bitsPerPosition: number;
  readonly encodeSeconds: number;
}

/**
 * Representations to compare: of tables of outcomes (`OUTCOMES`, `OUTCOMES_50`), and of tables of distances or scores (`DISTANCES`).
 */
const OUTCOMES = ['wdl', 'wdl-one-side'];
const OUTCOMES_50 = ['wdl50', 'wdl50-one-side'];
const DISTANCES = ['dtm', 'dtm-one-side', 'dtm-from-6', 'dtm-by-4'];
const SCORES = ['score', 'score-one-side'];

/**
 * Encodes a table in every way, measures each encoding and prints the costs. It writes nothing.
 * @throws EndgameError E_TABLE_UNKNOWN, E_TABLE_MISSING, E_ABORTED
 */
export async function compareTable(game: Game, name: string, flags: CompareFlags): Promise<void> {
  const specialization = specialize(game);
  const [slice] = specialization.slicesOf(name);
  const table = specialization.tableOf(slice);
  const pack = TableStore.open(flags.dir);
  const progress = new ProgressReport();
  const signal = interruptSignal();
  const domain = game.domain.name;
  const has = (metric: Metric): boolean => pack.answering(game.id, game.version, table, metric) !== undefined;
  try {
    const names = flags.repr?.split(',') ?? [
      ...OUTCOMES,
      ...(has('wdl50') ? OUTCOMES_50 : []),
      ...(has('dtm') ? (domain === 'score' ? SCORES : DISTANCES) : []),
    ];
    const codecs = flags.codec?.split(',').map(parseCodec) ?? ALL_CODECS;
    const encodings: (Encoding & { name: string })[] = names.flatMap((name) =>
      codecs.map((codec) => ({ name, representation: parseRepresentation(name, domain), codec })),
    );
    const known = new Map<Metric, KnownTable>();
    const rows: Row[] = [];
    for (const { name, representation, codec } of encodings) {
      if (signal.aborted) throw new EndgameError('E_ABORTED', `stopped while comparing ${table}`, 'run it again');
      const { metric } = representation;
      const learnt =
        known.get(metric) ??
        (await learn(specialization, table, metric, pack, () => 1, {
          signal,
          onProgress: (what, share) => progress.update(what, share),
        }));
      known.set(metric, learnt);
      progress.update(`${name} by ${codec}`, rows.length / encodings.length);
      const start = process.cpuUsage().user;
      const encoded = encodeAs(learnt, { representation, codec });
      const encodeSeconds = (process.cpuUsage().user - start) / 1e6;
      const row: Row = {
        representation: name,
        codec,
        bytes: encoded.bytes,
        bitsPerPosition: (8 * encoded.bytes) / Math.max(1, learnt.statistics.positions),
        ...costOf(specialization, encoded, pack),
        encodeSeconds,
      };
      rows.push(row);
      if (flags.json) print(JSON.stringify({ game: game.id, table, ...row }));
    }
    progress.stop();
    if (!flags.json) printRows(table, rows, Math.max(...[...known.values()].map((each) => each.statistics.positions)));
  } finally {
    progress.stop();
    pack.close();
  }
}

function printRows(table: string, rows: readonly Row[], positions: number): void {
  const out = new TextTable({
    head: ['kept', 'by', 'size', 'bits/position', 'ns random', 'ns sequential', 'bytes read', 'read cold', 'encode s'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  out.push(['absent', '-', '0 B', '0', '-', '-', '-', '-', '-']);
  for (const row of rows) {
    out.push([
      row.representation,
      row.codec,
      formatBytes(row.bytes),
      row.bitsPerPosition.toFixed(4),
      row.random.toFixed(0),
      row.sequential.toFixed(0),
      row.touched === undefined ? '-' : row.touched.toFixed(1),
      formatBytes(row.cold),
      row.encodeSeconds.toFixed(2),
    ]);
  }
  print(out.toString());
  print(`${table}: ${formatCount(positions)} legal positions; an absent table is computed on demand`);
  print('times are CPU time of exact probes, tables below included; a probe of a table in blocks reads a whole block');
}
