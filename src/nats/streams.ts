/** What a queue is on the server: a stream of jobs with its consumer, a bucket of what is known of jobs, and one of artefacts. */

import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { KV } from '@nats-io/kv';
import type { ObjectStore } from '@nats-io/obj';
import type { NatsPackages } from './packages.ts';

export const JOBS = 'endgame-jobs';
/** The consumer from which all workers take. */
export const WORKERS = 'workers';
/** Subjects: of a job, of the news that it has ended, and of the question what everybody does. */
export const SUBJECTS = {
  job: (id: string): string => `endgame.job.${id}`,
  ended: (id: string): string => `endgame.ended.${id}`,
  ask: 'endgame.ask',
} as const;
/** Keys of what is known of jobs. */
export const KEYS = {
  build: 'build',
  done: (id: string): string => `done.${id}`,
  failed: (id: string): string => `failed.${id}`,
  tries: (id: string): string => `tries.${id}`,
} as const;

/** Default seconds until a job whose worker says nothing falls back to the queue. */
const LEASE_SECONDS = 30;
/** Most jobs in progress. */
const MOST_TAKEN = 100_000;
const NANOSECONDS = 1e9;

/** The parts of a queue. */
export interface Streams {
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly known: KV;
  readonly artefacts: ObjectStore;
  /** Seconds until a job whose worker says nothing falls back to the queue. */
  readonly lease: number;
}

/**
 * Opens the parts of a queue, and makes those that are missing.
 * @param lease seconds for a queue that is made; one that exists keeps its own
 */
export async function openStreams(
  { jetstream, kv, obj }: NatsPackages,
  connection: NatsConnection,
  lease: number = LEASE_SECONDS,
): Promise<Streams> {
  const manager = await jetstream.jetstreamManager(connection);
  // A subject holds one message, and the server refuses another as long as it is there, in progress or not: so a job is
  // in the queue once. A window of duplicates would forget it after a while.
  await manager.streams.add({
    name: JOBS,
    subjects: [SUBJECTS.job('*')],
    retention: 'workqueue',
    discard: 'new',
    max_msgs_per_subject: 1,
    discard_new_per_subject: true,
    storage: 'file',
  });
  let consumer = await manager.consumers.info(JOBS, WORKERS).catch(() => undefined);
  consumer ??= await manager.consumers.add(JOBS, {
    durable_name: WORKERS,
    ack_policy: 'explicit',
    ack_wait: lease * NANOSECONDS,
    max_ack_pending: MOST_TAKEN,
  });
  return {
    jetstream: jetstream.jetstream(connection),
    manager,
    known: await new kv.Kvm(connection).create('endgame', { history: 1 }),
    artefacts: await new obj.Objm(connection).create('endgame-artefacts'),
    lease: (consumer.config.ack_wait ?? LEASE_SECONDS * NANOSECONDS) / NANOSECONDS,
  };
}

/** Removes a queue; parts that are not there are no failure. */
export async function removeStreams(manager: JetStreamManager): Promise<void> {
  for (const name of [JOBS, 'KV_endgame', 'OBJ_endgame-artefacts']) {
    await manager.streams.delete(name).catch((error: unknown) => {
      if ((error as Error).name !== 'StreamNotFoundError') throw error;
    });
  }
}
