/** Checks a game in a thread of its own, which can be ended where the rules never return. */

import { parentPort, workerData } from 'node:worker_threads';
import { checkGame, type CheckReport, Trace } from '../check/index.ts';
import { loadGame } from '../../games/loaders.ts';
import { type ErrorCode, isEndgameError } from '../game/index.ts';
import { defaultExport, isGamePath, refuseClash } from './game-argument.ts';

/** What the thread checks. */
export interface CheckOrder {
  /** Id or path of the game. */
  readonly game: string;
  readonly seconds: number;
  /** The memory that `Trace.memory()` made. */
  readonly memory: SharedArrayBuffer;
}

/** What the thread sends: its progress, its report, or an expected failure. */
export type CheckMessage =
  | { readonly what: string; readonly share: number }
  | { readonly report: CheckReport }
  | { readonly failure: readonly [code: ErrorCode, message: string, hint: string] };

const order = workerData as CheckOrder;
const send = (message: CheckMessage): void => parentPort!.postMessage(message);

try {
  const own = isGamePath(order.game);
  const game = own ? await defaultExport(order.game) : await loadGame(order.game);
  if (own) refuseClash(order.game, game);
  const report = await checkGame(game, {
    seconds: order.seconds,
    trace: new Trace(order.memory),
    onProgress: (what, share) => send({ what, share }),
  });
  send({ report });
} catch (error) {
  if (!isEndgameError(error)) throw error;
  send({ failure: [error.code, error.message, error.hint] });
}
