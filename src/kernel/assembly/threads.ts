/**
 * One step on several threads. Every thread has an instance of the program on the same memory. The first thread, which
 * the host calls, publishes a command. All threads take chunks of rows until none are left, and the first waits for the
 * others. Only the thread that took a row writes it, so the result does not depend on the distribution. abi.ts defines
 * the control block and the commands.
 *
 * A single thread runs the same code without waiting, also if memory cannot be shared.
 */

import {
  ARGUMENTS, BUSY, CHUNK, COMMAND, CONFIGURE, FINISH, GENERATION, LOSSES, MARK_LEGAL, MARK_OUT, MATES, NEXT, RETIRE, ROWS, SETTLE, STOP, SUM,
  TOUCHED, WINS,
} from '../abi';
import { finish } from './final';
import { markOut } from './out';
import { settle } from './settle';
import { configure, markLegal } from './rows';
import { losses, mates, retire, takeTouched, wins } from './steps';

/** Number of looks before a thread sleeps: about 20 microseconds, less than waking it takes. */
const PATIENCE = 4000;
/** Longest wait for a thread. A step takes seconds at most; a dead thread would never report. */
const DEAD_NS: i64 = 120_000_000_000;

// @ts-ignore: decorator
@inline
function argument(i: u32): u32 {
  return load<u32>(ARGUMENTS + <usize>(i << 2));
}

function run(from: u32, to: u32): u32 {
  const a = argument(0);
  switch (load<u32>(COMMAND)) {
    case MARK_LEGAL:
      return markLegal(from, to);
    case MARK_OUT:
      markOut(a, argument(1), argument(2), from, to, argument(3), argument(4));
      return 0;
    case MATES:
      return mates(a, argument(1), from, to, argument(2), argument(3));
    case WINS:
      return wins(a, argument(1), argument(2), from, to, argument(3), argument(4), argument(5), argument(6));
    case LOSSES:
      return losses(
        a, argument(1), argument(2), argument(3), from, to, argument(4), argument(5), argument(6), argument(7),
      );
    case RETIRE:
      retire(a, from, to, argument(1), argument(2));
      return 0;
    case FINISH:
      finish(a, from, to);
      return 0;
    case SETTLE:
      settle(a, argument(1), argument(2), from, to, argument(3), argument(4), argument(5), argument(6));
      return 0;
    default:
      return 0;
  }
}

/** Takes chunks of rows until none are left. */
function work(): void {
  if (load<u32>(COMMAND) == CONFIGURE) {
    configure(argument(0));
    return;
  }
  const rows = load<u32>(ROWS);
  const chunk = load<u32>(CHUNK);
  let sum: u32 = 0;
  for (;;) {
    const from = atomic.add<u32>(NEXT, chunk);
    if (from >= rows) break;
    sum += run(from, min(from + chunk, rows));
  }
  atomic.add<u32>(SUM, sum);
  atomic.add<u32>(TOUCHED, takeTouched());
}

/** Performs the command in the control block on `threads` threads; returns the sum over all rows. */
export function perform(threads: u32): u32 {
  store<u32>(NEXT, 0);
  store<u32>(SUM, 0);
  if (threads > 1) {
    atomic.store<u32>(BUSY, threads - 1);
    atomic.add<u32>(GENERATION, 1);
    atomic.notify(GENERATION, threads - 1);
    work();
    for (let looks = 0; ; looks++) {
      const busy = atomic.load<u32>(BUSY);
      if (busy == 0) break;
      if (looks > PATIENCE && atomic.wait<u32>(BUSY, busy, DEAD_NS) == 2) unreachable();
    }
  } else work();
  return load<u32>(SUM);
}

/**
 * Serves commands, in every thread but the first. `generation` is the number of the last command before the thread
 * began.
 */
export function serve(generation: u32): void {
  let last = generation;
  for (;;) {
    for (let looks = 0; atomic.load<u32>(GENERATION) == last; looks++) {
      if (looks > PATIENCE) atomic.wait<u32>(GENERATION, last, -1);
    }
    last = atomic.load<u32>(GENERATION);
    if (load<u32>(COMMAND) == STOP) return;
    work();
    if (atomic.sub<u32>(BUSY, 1) == 1) atomic.notify(BUSY, 1);
  }
}
