/** `--queue`: the queue that machines share. */

import { Option } from 'commander';

/** How the address of a queue is written. */
export const QUEUE_ADDRESS = 'nats://TOKEN@HOST:4222, or without TOKEN if NATS_TOKEN has it';

/**
 * `--queue`: the address of the server.
 * @param use what is done with it
 */
export function queueOption(use: string): Option {
  return new Option('--queue <url>', `${use}; a NATS server: ${QUEUE_ADDRESS}`);
}

/** Returns the token of the environment, which no list of processes shows; undefined if there is none. */
export function queueToken(): string | undefined {
  return process.env['NATS_TOKEN'] || undefined;
}
