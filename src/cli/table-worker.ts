/**
 * A process that makes tables for `endgame generate --workers`, one after the other. It lives as long as the channel to
 * the process that began it: when that one is killed, this one ends too. Whatever it leaves behind, the next run clears.
 */

import { type ErrorCode, isEndgameError } from '../game/index.ts';
import { type GeneratedTable, TableMaker } from '../make/index.ts';
import { specialize } from '../specialize/index.ts';
import { TableStore } from '../table/index.ts';
import type { SliceProgress } from '../values/index.ts';
import { gameNamed, rulesError } from './game-argument.ts';
import { type MakeFlags, makeOptions } from './generate-flags.ts';

/** What the process is for; its only argument, as JSON. */
export interface WorkerOrder {
  /** Id or path of the game. */
  readonly game: string;
  readonly flags: MakeFlags;
  /** Bytes for analysis. */
  readonly memory: number;
}

/** A table that the process shall make. */
export interface TableOrder {
  readonly table: string;
  /** Whether it is made although it is stored. */
  readonly force: boolean;
}

/** What the process sends: its progress, then the table or an expected failure. */
export type WorkerMessage =
  | { readonly progress: SliceProgress }
  | { readonly made: GeneratedTable; readonly below: readonly string[] }
  | { readonly failure: readonly [code: ErrorCode, message: string, hint: string] };

/** Milliseconds between two messages about progress. */
const PROGRESS_EVERY = 100;

const order = JSON.parse(process.argv[2]) as WorkerOrder;
/** Where nobody is left to take a message, the process is about to end. */
const send = (message: WorkerMessage): void => void process.send!(message, undefined, undefined, () => undefined);

process.once('disconnect', () => process.exit());
// Ctrl-C reaches every process of the terminal. The one that began this one decides.
process.on('SIGINT', () => undefined);
const remaking = new Set<string>();
/** Opened at the first order, so that a failure is an answer to it. */
let opened: ReturnType<typeof open> | undefined;
process.on('message', ({ table, force }: TableOrder) => {
  if (force) remaking.add(table);
  void make(table);
});

async function open() {
  const game = await gameNamed(order.game);
  const specialization = specialize(game);
  const store = TableStore.open(order.flags.dir);
  const options = makeOptions(order.flags, order.memory, game.domain.name);
  return { specialization, store, maker: new TableMaker(specialization, store, options, remaking) };
}

async function make(table: string): Promise<void> {
  let last = performance.now();
  const onProgress = (progress: SliceProgress): void => {
    if (performance.now() - last < PROGRESS_EVERY) return;
    last = performance.now();
    send({ progress });
  };
  try {
    const { specialization, store, maker } = await (opened ??= open());
    store.refresh();
    const made = await maker.make(table, { onProgress });
    const slices = specialization.closure(specialization.slicesOf(table));
    const tables = new Set(slices.map((slice) => specialization.tableOf(slice)));
    send({ made, below: [...tables] });
  } catch (error) {
    const failure = isEndgameError(error) ? error : rulesError([order.game], error);
    if (!failure) throw error;
    send({ failure: [failure.code, failure.message, failure.hint] });
  }
}
