/** The tables that a file of a game without a kernel can take: computed where they are missing, each as small as it gets. */

import type { RunOptions } from '../values/index.ts';
import { generateTables, LEARNT_CODECS, learntEncodings, repack } from '../make/index.ts';
import type { Specialization } from '../specialize/index.ts';
import { MemoryFiles, RepresentationSpec, TableStore } from '../table/index.ts';

/** How tables are computed. */
export interface PrepareOptions extends RunOptions {
  /** Bytes for analysis. */
  readonly memory: number;
  readonly threads: number;
}

/** Codecs that pages cannot read. */
const FOR_NODE = new Set(['brotli', 'brotli-max']);

/**
 * Returns a store in memory with the tables and all tables below them.
 * @param from tables that are there already; they are read and not computed
 * @throws EndgameError as `generateTables`
 */
export async function prepareTables(
  specialization: Specialization,
  tables: readonly string[],
  from: TableStore | undefined,
  { memory, threads, signal, onProgress }: PrepareOptions,
): Promise<TableStore> {
  const { game } = specialization;
  const all = specialization
    .closure(tables.flatMap((table) => specialization.slicesOf(table)))
    .map((slice) => specialization.tableOf(slice));
  const computed = new TableStore(new MemoryFiles(), undefined, from);
  await generateTables(specialization, tables, computed, { memory, threads, signal, onProgress });
  const to = new TableStore(new MemoryFiles());
  const domain = game.domain.name;
  const encodings = [false, true].flatMap((oneSide) =>
    LEARNT_CODECS.filter((codec) => !FOR_NODE.has(codec)).map((codec) => ({
      representation: new RepresentationSpec(domain, 'dtm', { oneSide }),
      codec,
    })),
  );
  const run = {
    signal,
    onProgress: (slice: string, share: number): void => onProgress?.({ slice, phase: 'coding', share }),
  };
  await repack(specialization, [...new Set(all)], computed, to, {
    ...run,
    encodings,
    narrow: learntEncodings(specialization, computed, to, encodings, run),
  });
  return to;
}
