/** A thread that packs tables for `endgame pack`, one after the other. It stores none. */

import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, isEndgameError } from '../game/index.ts';
import { type PackedTable, TablePacker } from '../make/index.ts';
import { specialize } from '../specialize/index.ts';
import { parseRepresentation, TableStore } from '../table/index.ts';
import { gameNamed, rulesError } from './game-argument.ts';
import { choiceOf, openPacked, type PackingFlags } from './packing.ts';

/** What the thread works for. */
export interface PackWork {
  /** Id or path of the game. */
  readonly game: string;
  readonly flags: PackingFlags;
}

/** A table that the thread packs. */
export interface ThreadOrder {
  readonly table: string;
  /** As in `PackOrder`, with the name of the representation. */
  readonly encoding?: { readonly representation: string; readonly codec: string } | undefined;
}

/** What the thread sends: its progress, then the table or an expected failure. */
export type PackMessage =
  | { readonly progress: readonly [what: string, share: number] }
  | { readonly packed: PackedTable }
  | { readonly failure: readonly [code: ErrorCode, message: string, hint: string] };

/** Milliseconds between two messages about progress. */
const PROGRESS_EVERY = 100;

const { game: word, flags } = workerData as PackWork;
const send = (message: PackMessage): void => parentPort!.postMessage(message);
let last = performance.now();
const run = {
  onProgress: (what: string, share: number): void => {
    if (performance.now() - last < PROGRESS_EVERY) return;
    last = performance.now();
    send({ progress: [what, share] });
  },
};
/** Opened at the first order, so that a failure is an answer to it. */
let opened: ReturnType<typeof open> | undefined;
parentPort!.on('message', (order: ThreadOrder) => void pack(order));

async function open() {
  const game = await gameNamed(word);
  const specialization = specialize(game);
  const from = openPacked(flags);
  const to = TableStore.open(flags.out);
  const packer = new TablePacker(specialization, from, to, choiceOf(specialization, from, to, flags, run));
  return { domain: game.domain.name, to, packer };
}

async function pack({ table, encoding }: ThreadOrder): Promise<void> {
  try {
    const { domain, to, packer } = await (opened ??= open());
    to.refresh();
    const wanted = encoding && { ...encoding, representation: parseRepresentation(encoding.representation, domain) };
    send({ packed: await packer.pack({ table, encoding: wanted }, run) });
  } catch (error) {
    const failure = isEndgameError(error) ? error : rulesError([word], error);
    if (!failure) throw error;
    send({ failure: [failure.code, failure.message, failure.hint] });
  }
}
