/** The thread that searches, so that whoever reads commands never waits for it. */

import { parentPort } from 'node:worker_threads';
import { chess } from '../../../games/chess.ts';
import { isEndgameError } from '../../game/errors.ts';
import { Solver } from '../../solve/index.ts';
import { type SearchResult, type Resources, type SearchOrder, Searcher } from './searcher.ts';

/** What the thread is told: to search, one search after another, or to end the search in progress. */
export type EngineOrder =
  | { readonly id: number; readonly resources: Resources; readonly search: SearchOrder }
  | { readonly stop: true };

/** What the thread says. The first message says that it is there. */
export type EngineMessage =
  | { readonly ready: true }
  | { readonly id: number; readonly result: SearchResult; readonly isLast: boolean }
  | { readonly id: number; readonly trouble: string };

const send = (message: EngineMessage): void => parentPort!.postMessage(message);
let searcher: { readonly key: string; readonly own: Searcher } | undefined;
let stopping = new AbortController();
let last = Promise.resolve();

/** Returns the searcher of these resources; what another one has computed is dropped. */
function searcherFor(resources: Resources): Searcher {
  const key = JSON.stringify(resources);
  if (searcher?.key !== key) {
    searcher?.own.close();
    searcher = undefined;
    searcher = { key, own: new Searcher(resources) };
  }
  return searcher.own;
}

async function run(id: number, resources: Resources, order: SearchOrder, signal: AbortSignal): Promise<void> {
  try {
    const own = searcherFor(resources);
    const result = await own.search(order, signal, (found) => send({ id, result: found, isLast: false }));
    send({ id, result, isLast: true });
  } catch (error) {
    if (!isEndgameError(error)) throw error;
    send({ id, trouble: `${error.message}; ${error.hint}` });
  }
}

parentPort!.on('message', (order: EngineOrder) => {
  stopping.abort();
  if ('stop' in order) return;
  stopping = new AbortController();
  const { id, resources, search } = order;
  const { signal } = stopping;
  last = last.then(() => run(id, resources, search, signal));
});

/** Asks something, so that the first search does not wait for code to be loaded and compiled. */
async function warmUp(): Promise<void> {
  const solver = new Solver({ game: chess, metric: 'wdl', memory: 64_000_000 });
  await solver.query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1', { moves: true });
  solver.close();
}

last = warmUp();
void last.then(() => send({ ready: true }));
