/** A real NATS server with JetStream in a directory of its own, for suites that need one. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Whether the program is installed. Without it suites skip, which the reporter tells. */
export const hasNats: boolean = spawnSync('nats-server', ['--version']).status === 0;

export class NatsServer {
  static readonly token = 'secret';
  readonly port: number;
  readonly #directory = mkdtempSync(join(tmpdir(), 'endgame-nats-'));
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<NatsServer> {
    const server = new NatsServer(await freePort());
    await server.start();
    return server;
  }

  /** The address without the token. */
  get address(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `nats://${NatsServer.token}@127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = ['-js', '-sd', this.#directory, '-a', '127.0.0.1', '-p', `${this.port}`, '--auth', NatsServer.token];
    this.#process = spawn('nats-server', args, { stdio: 'ignore' });
    while (!(await listens(this.port))) await setTimeout(20);
  }

  /** Ends the server; what it has written stays. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const ended = once(this.#process!, 'exit');
    this.#process!.kill(signal);
    await ended;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? address!.port : 0;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    return await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'close').then(() => false)]);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
