/** A thread that verifies chunks of slices of stored tables, for `endgame verify`. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Slice } from '../specialize/index.ts';
import { Claims } from './claims.ts';
import { gameNamed } from './game-argument.ts';
import type { SheetOrder, SheetPass } from './sheet-passes.ts';
import { type StoredTables, StoredVerifier } from './stored-verifier.ts';

/** What the thread works for. */
export interface VerifyOrder extends StoredTables {
  /** Id or path of the game. */
  readonly game: string;
}

/** A slice that the thread helps with. It answers with a `VerifiedPart`. */
export interface SliceOrder {
  /** The table that is verified. */
  readonly table: string;
  /** What is done: the positions of a slice are verified one by one, or a pass is made over the last of some sheets. */
  readonly work: { readonly slice: string } | { readonly pass: SheetPass; readonly sheets: readonly SheetOrder[] };
  readonly size: number;
  /** Of `Claims`, and their chunk. */
  readonly claims: SharedArrayBuffer;
  readonly chunk: number;
}

const order = workerData as VerifyOrder;
const opened = gameNamed(order.game).then((game) => new StoredVerifier(game, order));

parentPort!.on('message', (slice: SliceOrder) => {
  void help(slice);
});

async function help({ table, work, size, claims: memory, chunk }: SliceOrder): Promise<void> {
  const claims = new Claims(size, memory, chunk);
  const verifier = await opened;
  if ('pass' in work) {
    const sheets = verifier.outcomes!.ordered(work.sheets);
    checkSize(sheets[sheets.length - 1].slice, verifier, size);
    parentPort!.postMessage(await verifier.pass(work.pass, table, sheets, claims));
  } else {
    const slice = verifier.specialization.slicesOf(table).find((each) => each.name === work.slice)!;
    checkSize(slice, verifier, size);
    parentPort!.postMessage(await verifier.verify(table, slice, claims));
  }
}

function checkSize(slice: Slice, { specialization }: StoredVerifier, size: number): void {
  const own = specialization.space(slice).size;
  if (own !== size) throw new Error(`${slice.name} has ${own} indices in one thread and ${size} in another`);
}
