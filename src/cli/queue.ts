import type { Command } from 'commander';
import { openNatsQueue, removeNatsQueue } from '../nats/index.ts';
import { formatBytes, formatDuration, formatSeconds } from '../text/format.ts';
import { buildId } from './build-id.ts';
import { print } from './options.ts';
import { askAll, type QueueAnswer } from './queue-answers.ts';
import { QUEUE_ADDRESS, queueToken } from './queue-option.ts';
import type { JobQueue } from '../jobs/index.ts';

/** `endgame queue`: shows what a queue holds and who works for it. */
export function registerQueue(command: Command): void {
  command
    .argument('<url>', `the queue: ${QUEUE_ADDRESS}`)
    .option('--remove', 'remove the queue, with all jobs and all that was made')
    .option('--json', 'print one JSON object')
    .action(async (url: string, { remove, json }: { readonly remove?: true; readonly json?: true }) => {
      if (remove) {
        await removeNatsQueue(url, queueToken());
        return print('removed');
      }
      const queue = await openNatsQueue(url, { build: buildId(), token: queueToken() });
      try {
        const state = await stateOf(queue);
        print(json ? JSON.stringify(state) : describe(queue.name, state));
      } finally {
        await queue.close();
      }
    });
}

/** What `--json` prints. */
interface QueueState {
  /** Numbers of jobs; `waiting` are those that no worker has told to have. */
  readonly done: number;
  readonly waiting: number;
  readonly failed: readonly { readonly code: string; readonly message: string }[];
  /** Bytes of all artefacts. */
  readonly bytes: number;
  readonly workers: readonly Extract<QueueAnswer, { kind: 'worker' }>[];
  readonly runs: readonly Extract<QueueAnswer, { kind: 'run' }>[];
}

async function stateOf(queue: JobQueue): Promise<QueueState> {
  const answers = await askAll(queue);
  const { results, failures, open } = await queue.contents();
  const workers = answers.filter((answer) => answer.kind === 'worker');
  const running = workers.reduce((sum, { working }) => sum + working.length, 0);
  return {
    done: results.length,
    waiting: Math.max(0, open - running),
    failed: failures.map(({ code, message }) => ({ code, message })),
    bytes: results.reduce((sum, { bytes }) => sum + bytes, 0),
    workers,
    runs: answers.filter((answer) => answer.kind === 'run'),
  };
}

function describe(name: string, { done, waiting, failed, bytes, workers, runs }: QueueState): string {
  const working = workers.flatMap((worker) => worker.working.map((table) => ({ where: worker.where, ...table })));
  const slots = workers.reduce((sum, worker) => sum + worker.slots, 0);
  return [
    `${name}: ${done} done (${formatBytes(bytes)}), ${working.length} running, ${waiting} waiting, ${failed.length} failed; ${slots} workers`,
    ...runs.map(({ where, game, progress }) => {
      if (progress === undefined) return `run ${where}: ${game}`;
      const left = progress.secondsLeft === undefined ? '' : `, about ${formatDuration(progress.secondsLeft)} left`;
      return `run ${where}: ${game}, ${progress.ended} of ${progress.jobs} tables${left}`;
    }),
    ...working.map(
      ({ where, game, table, phase, share, seconds }) =>
        `worker ${where}: ${game} ${table}, ${phase} ${Math.round(share * 100)}%, for ${formatSeconds(seconds)}`,
    ),
    ...failed.map(({ code, message }) => `failed: ${message} (${code})`),
  ].join('\n');
}
