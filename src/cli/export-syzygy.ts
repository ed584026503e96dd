/** `endgame export syzygy`: files of chess endings that engines read. */

import { join } from 'node:path';
import { fileClassOf, isChessGame, MOST_MEN_WRITTEN, outcomeFile, pliesFile } from '../export/syzygy/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import type { Metric, Values } from '../game/values.ts';
import type { Position } from '../game/position.ts';
import type { Space, Specialization } from '../specialize/index.ts';
import { makeDirectory, writeFileAtomic } from '../table/index.ts';
import { formatBytes } from '../text/format.ts';
import type { SliceValues } from '../values/index.ts';
import { print } from './options.ts';
import type { ProgressReport } from './progress.ts';

/** The metrics that files tell. */
export type FileMetric = 'wdl50' | 'dtz';

/** The files of each metric. */
const FILES: Readonly<Record<FileMetric, { readonly extension: string; readonly make: typeof outcomeFile }>> = {
  wdl50: { extension: '.rtbw', make: outcomeFile },
  dtz: { extension: '.rtbz', make: pliesFile },
};

/** What is written, and where. */
export interface SyzygyExport {
  readonly specialization: Specialization;
  readonly tables: readonly string[];
  readonly out: string;
  readonly sources: ReadonlyMap<Metric, SliceValues>;
  readonly progress: ProgressReport;
  readonly signal: AbortSignal;
}

/**
 * Returns the metrics of the files to write.
 * @param metric undefined: both
 * @throws EndgameError E_USAGE if no file tells the metric or the game is not chess, or the files go to standard output
 */
export function fileMetrics(game: Game, metric: Metric | undefined, out: string): FileMetric[] {
  if (!isChessGame(game)) {
    throw new EndgameError('E_USAGE', `Syzygy's files are of chess, not of ${game.id}`, 'write parquet or csv');
  }
  if (out === '-') {
    throw new EndgameError('E_USAGE', "Syzygy's files do not go to standard output", 'name a directory, or write csv');
  }
  if (metric === undefined) return ['wdl50', 'dtz'];
  if (metric === 'wdl50' || metric === 'dtz') return [metric];
  throw new EndgameError('E_USAGE', `no Syzygy file tells ${metric}`, 'ask for wdl50 (.rtbw), dtz (.rtbz) or neither');
}

/** Writes the files of tables, each whole or not at all. */
export async function exportSyzygy(options: SyzygyExport): Promise<void> {
  const { specialization, tables, out, sources, progress, signal } = options;
  const { game } = specialization;
  if (!isChessGame(game)) return;
  const classes = tables.map((table) => {
    const men = fileClassOf(table);
    if (men !== undefined) return { table, men };
    const hint = `name tables of 3 to ${MOST_MEN_WRITTEN} men, such as KQvKR`;
    throw new EndgameError('E_TOO_LARGE', `no Syzygy file of ${table} is written`, hint);
  });
  makeDirectory(out);
  for (const { table, men } of classes) {
    for (const [metric, source] of sources) {
      const { extension, make } = FILES[metric as FileMetric];
      const name = `${men.name}${extension}`;
      const valueOf = await valuesAround(options, table, source);
      const bytes = await make(
        { game, men, valueOf },
        {
          signal,
          onProgress: (share) => progress.update(`${name} writing`, share),
        },
      );
      const path = join(out, name);
      writeFileAtomic(path, [bytes]);
      progress.stop();
      print(`${path}: ${formatBytes(bytes.length)}`);
    }
  }
}

/** Returns the values of a table's positions and of those that captures and promotions lead to. */
async function valuesAround(
  { specialization, progress, signal }: SyzygyExport,
  table: string,
  source: SliceValues,
): Promise<(p: Position) => number> {
  const known = new Map<number, { readonly space: Space; readonly values: Values }>();
  const [slice] = specialization.slicesOf(table);
  for (const each of [slice, ...specialization.below(slice)]) {
    const onProgress = ({ share }: { share: number }): void => progress.update(`${each.name} ${source.metric}`, share);
    const values = await source.get(each, { signal, onProgress });
    const space = specialization.space(each);
    for (const signature of space.recipe.held) known.set(signature, { space, values });
  }
  return (p) => {
    const { space, values } = known.get(p.signature)!;
    return values.at(space.rank(p));
  };
}
