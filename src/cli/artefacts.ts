/** Tables on their way between a store and a queue. */

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Game } from '../game/contract.ts';
import type { Metric } from '../game/values.ts';
import type { JobQueue, QueueResult } from '../jobs/index.ts';
import { makeFileName, MemoryFiles, type TableEntry, TableStore } from '../table/index.ts';

/** Which table of a store. */
export interface StoredTable {
  readonly game: Game;
  readonly table: string;
  readonly metric: Metric;
}

/** Returns what opens a file to be sent. */
export function fileStream(path: string): () => ReadableStream<Uint8Array> {
  return () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
}

/**
 * Takes the table of a result into a store; every byte is checked before.
 * @returns undefined if the queue has lost or damaged it
 * @throws EndgameError E_TABLE_DAMAGED or E_TABLE_FOREIGN if the bytes are not the table; E_FILE, E_DISK_FULL
 */
export async function receive(
  queue: JobQueue,
  result: QueueResult,
  store: TableStore,
  { game, table, metric }: StoredTable,
): Promise<TableEntry | undefined> {
  const bytes = await queue.fetch(result);
  if (bytes === undefined) return undefined;
  const sent = new TableStore(new MemoryFiles([[makeFileName(game.id, table, metric), bytes]], queue.name));
  try {
    return store.take(sent, game.id, game.version, table, metric);
  } finally {
    sent.close();
  }
}
