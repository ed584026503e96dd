/** A thread that verifies chunks of slices of stored tables, for `endgame verify`. */

import { parentPort, workerData } from 'node:worker_threads';
import { Claims } from './claims.ts';
import { gameNamed } from './game-argument.ts';
import { type StoredTables, StoredVerifier } from './stored-verifier.ts';

/** What the thread works for. */
export interface VerifyOrder extends StoredTables {
  /** Id or path of the game. */
  readonly game: string;
}

/** A slice that the thread helps with. It answers with a `VerifiedPart`. */
export interface SliceOrder {
  readonly table: string;
  readonly slice: string;
  readonly size: number;
  /** Of `Claims`. */
  readonly claims: SharedArrayBuffer;
}

const order = workerData as VerifyOrder;
const opened = gameNamed(order.game).then((game) => new StoredVerifier(game, order));

parentPort!.on('message', ({ table, slice: name, size, claims: memory }: SliceOrder) => {
  void verify(table, name, new Claims(size, memory));
});

async function verify(table: string, name: string, claims: Claims): Promise<void> {
  const verifier = await opened;
  const { specialization } = verifier;
  const slice = specialization.slicesOf(table).find((each) => each.name === name)!;
  const { size } = specialization.space(slice);
  if (size !== claims.size) throw new Error(`${name} has ${size} indices in one thread and ${claims.size} in another`);
  parentPort!.postMessage(await verifier.verify(table, slice, claims));
}
