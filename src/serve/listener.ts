/** The socket of the service: HTTP/1.1 by Node's own server. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import sirv from 'sirv';
import { EndgameError } from '../game/errors.ts';
import { HttpFailure, type HttpReply, type HttpRequest } from './exchange.ts';
import type { Service } from './service.ts';

/** Where a service listens, and whom it tells what. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether clients are told apart by what the nearest proxy adds to `X-Forwarded-For`. */
  readonly trustProxy: boolean;
  /** Told what nobody expected. */
  readonly onFault: (error: unknown) => void;
  /** A folder of files that are served where no answer has their address; default: none. */
  readonly site?: string | undefined;
}

/** With these a page may share memory between threads. */
const ISOLATION = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** Most bytes of a body: 1,000 positions of chess take a tenth. */
const MOST_BODY = 1_000_000;
/** Milliseconds in which a client must have sent its request. */
const REQUEST_MS = 30_000;

/** A service that listens. */
export class Listener {
  readonly #service: Service;
  readonly #options: ListenOptions;
  readonly #server: Server;
  /** Those of the requests in progress that wait for something. */
  readonly #waiting = new Set<AbortController>();
  #isEnding = false;

  constructor(service: Service, options: ListenOptions) {
    this.#service = service;
    this.#options = options;
    const files = options.site === undefined ? undefined : sirv(options.site, { etag: true, setHeaders: isolate });
    this.#server = createServer({ requestTimeout: REQUEST_MS }, (message, response) => {
      if (files === undefined) this.#answer(message, response);
      else files(message, response, () => this.#answer(message, response));
    });
  }

  /**
   * Begins to listen.
   * @returns the address, such as `http://127.0.0.1:8080`
   * @throws EndgameError E_USAGE if the port is taken or the host is not of this machine
   */
  async listen(): Promise<string> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (cause) => {
        const what = `cannot listen on ${host}, port ${port}: ${cause.message}`;
        reject(new EndgameError('E_USAGE', what, 'choose others with --host and --port', { cause }));
      });
      this.#server.listen(port, host, resolve);
    });
    const { address, family, port: bound } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
  }

  /**
   * Takes no more connections and waits for the replies in progress.
   * @param grace milliseconds after which those that are left are stopped
   */
  async close(grace: number): Promise<void> {
    this.#service.beginClosing();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const timer = setTimeout(() => {
      this.#isEnding = true;
      for (const controller of this.#waiting) controller.abort();
      // Who was told that the service closes has a moment to read it.
      setTimeout(() => this.#server.closeAllConnections(), 100).unref();
    }, grace);
    await closed;
    clearTimeout(timer);
  }

  #answer(message: IncomingMessage, response: ServerResponse): void {
    const reply = this.#service.reply(this.#requestOf(message, response), this.#options.onFault);
    if (reply instanceof Promise) void reply.then((each) => this.#send(message, response, each));
    else this.#send(message, response, reply);
  }

  #requestOf(message: IncomingMessage, response: ServerResponse): HttpRequest {
    const { url = '/', method = 'GET', headers } = message;
    const mark = url.indexOf('?');
    const signalOf = (): AbortSignal => this.#signalOf(response);
    let signal: AbortSignal | undefined;
    return {
      method,
      path: mark < 0 ? url : url.slice(0, mark),
      query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
      client: this.#clientOf(message),
      accept: headers.accept ?? '',
      arrived: performance.now(),
      // Most answers are known at once, and need none.
      get signal() {
        return (signal ??= signalOf());
      },
      body: () => bodyOf(message),
    };
  }

  #clientOf({ socket, headers }: IncomingMessage): string {
    const forwarded = this.#options.trustProxy ? headers['x-forwarded-for'] : undefined;
    const nearest = String(forwarded ?? '')
      .split(',')
      .at(-1)
      ?.trim();
    return nearest || (socket.remoteAddress ?? 'unknown');
  }

  /** Returns a signal that fires when the client has left without its whole reply, or when the service has closed. */
  #signalOf(response: ServerResponse): AbortSignal {
    const controller = new AbortController();
    if (this.#isEnding || response.destroyed) controller.abort();
    this.#waiting.add(controller);
    response.once('close', () => {
      this.#waiting.delete(controller);
      if (!response.writableFinished) controller.abort();
    });
    return controller.signal;
  }

  #send(message: IncomingMessage, response: ServerResponse, reply: HttpReply): void {
    const { status, type, body, headers } = reply;
    if (response.destroyed) return;
    const common = {
      'content-type': type,
      'access-control-allow-origin': '*',
      ...(this.#server.listening ? {} : { connection: 'close' }),
      ...headers,
    };
    if (typeof body === 'string') {
      const length = Buffer.byteLength(body);
      response.writeHead(status, { ...common, 'content-length': length });
      // ASCII, which most answers are, is written faster when it is known to be that.
      response.end(message.method === 'HEAD' ? '' : body, length === body.length ? 'latin1' : 'utf8');
      return;
    }
    response.writeHead(status, { ...common, 'cache-control': 'no-cache' });
    // A client that leaves ends the stream, which is no fault.
    pipeline(Readable.from(body), response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') this.#options.onFault(error);
    });
  }
}

function isolate(response: ServerResponse): void {
  for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
}

/** @throws HttpFailure 413 */
async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BODY) {
      const headers = { connection: 'close' };
      throw new HttpFailure(413, `more than ${MOST_BODY} bytes`, 'send fewer positions at once', headers);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
