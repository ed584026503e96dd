import { EndgameError } from '../game/errors.ts';

/** Where a server is, and how it is told who asks. */
export interface NatsAddress {
  /** The address without passwords. */
  readonly name: string;
  readonly server: string;
  readonly token?: string;
  readonly user?: string;
  readonly pass?: string;
}

/**
 * Reads `nats://HOST:PORT`, `nats://TOKEN@HOST:PORT` or `nats://USER:PASSWORD@HOST:PORT`; `tls:` in place of `nats:` is
 * known too. The port is 4222 by default.
 * @param token the one to use if the address has none
 * @throws EndgameError E_USAGE
 */
export function parseAddress(text: string, token?: string): NatsAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['nats:', 'tls:'].includes(url.protocol) || url.hostname === '') {
    // The text may hold a token, so it is not repeated.
    throw new EndgameError('E_USAGE', 'the address of the queue is none', 'write it like nats://TOKEN@HOST:4222');
  }
  const server = `${url.protocol}//${url.hostname}:${url.port || '4222'}`;
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  if (pass !== '') return { name: server, server, user, pass };
  const secret = user === '' ? token : user;
  return { name: server, server, ...(secret === undefined ? {} : { token: secret }) };
}
