/** The packages that speak to NATS. They come with nothing: who wants a queue installs them. */

import { EndgameError } from '../game/errors.ts';

const PACKAGES = ['@nats-io/transport-node', '@nats-io/jetstream', '@nats-io/kv', '@nats-io/obj'];

/** What the packages export. */
export interface NatsPackages {
  readonly transport: typeof import('@nats-io/transport-node');
  readonly jetstream: typeof import('@nats-io/jetstream');
  readonly kv: typeof import('@nats-io/kv');
  readonly obj: typeof import('@nats-io/obj');
}

/**
 * Loads the packages.
 * @throws EndgameError E_USAGE naming what to install
 */
export async function loadNats(): Promise<NatsPackages> {
  try {
    const [transport, jetstream, kv, obj] = await Promise.all([
      import('@nats-io/transport-node'),
      import('@nats-io/jetstream'),
      import('@nats-io/kv'),
      import('@nats-io/obj'),
    ]);
    return { transport, jetstream, kv, obj };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const hint = `npm install ${PACKAGES.join(' ')}`;
    throw new EndgameError('E_USAGE', 'a queue needs packages that are not installed', hint, { cause: error });
  }
}
