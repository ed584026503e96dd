/** A thread that encodes tables for `endgame pack` and `endgame measure`, one after the other. It stores none. */

import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, isEndgameError } from '../game/index.ts';
import type { Metric } from '../game/values.ts';
import { TablePacker } from '../make/index.ts';
import { specialize } from '../specialize/index.ts';
import { type EncodedTable, parseRepresentation, TableStore } from '../table/index.ts';
import { gameNamed, rulesError } from './game-argument.ts';
import { choiceOf, openPacked, type PackingFlags } from './packing.ts';

/** What the thread works for. */
export interface PackWork {
  /** Id or path of the game. */
  readonly game: string;
  readonly flags: PackingFlags;
}

/** A table that the thread encodes. */
export interface ThreadOrder {
  readonly table: string;
  /** Ways to encode it, all of them; default: in the way that is chosen for it. */
  readonly ways?: Ways;
}

/** What `TablePackers.encode` is told. */
interface Ways {
  readonly metric: Metric;
  readonly encodings: readonly { readonly representation: string; readonly codec: string }[];
}

/** What became of it. */
export interface ThreadAnswer {
  readonly encoded: readonly EncodedTable[];
  /** As in `PackedTable`. */
  readonly why?: string | undefined;
}

/** What the thread sends: its progress, then the answer or an expected failure. */
export type PackMessage =
  | { readonly progress: readonly [what: string, share: number] }
  | { readonly answer: ThreadAnswer }
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
parentPort!.on('message', (order: ThreadOrder) => void answer(order));

async function open() {
  const game = await gameNamed(word);
  const specialization = specialize(game);
  const from = openPacked(flags);
  const to = TableStore.open(flags.out);
  const packer = new TablePacker(specialization, from, to, choiceOf(specialization, from, to, flags, run));
  return { domain: game.domain.name, to, packer };
}

async function answer({ table, ways }: ThreadOrder): Promise<void> {
  try {
    const { domain, to, packer } = await (opened ??= open());
    to.refresh();
    if (ways === undefined) {
      const { encoded, why } = await packer.pack(table, run);
      send({ answer: { encoded: [encoded], why } });
    } else {
      const parsed = ways.encodings.map((each) => ({
        ...each,
        representation: parseRepresentation(each.representation, domain),
      }));
      send({ answer: { encoded: await packer.encode(table, ways.metric, parsed, run) } });
    }
  } catch (error) {
    const failure = isEndgameError(error) ? error : rulesError([word], error);
    if (!failure) throw error;
    send({ failure: [failure.code, failure.message, failure.hint] });
  }
}
