/** A driver of UCI engines for tests: an engine as a child process, its lines, and games between two of them. */

import { type ChildProcessWithoutNullStreams, type SpawnOptionsWithoutStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Chess } from 'chess.js';
import { main } from './command.ts';

/** Milliseconds after which an engine that says nothing has failed. */
const PATIENCE = 60_000;

export class UciDriver {
  readonly lines: string[] = [];
  readonly #process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  #read = 0;
  #wake: () => void = () => undefined;

  /** @param command the engine; default: ours */
  constructor(
    command: readonly [string, ...string[]] = [process.execPath, main, 'uci'],
    options: SpawnOptionsWithoutStdio = {},
  ) {
    this.#process = spawn(command[0], command.slice(1), options);
    this.ended = new Promise((done) => this.#process.once('exit', (status) => done(status)));
    // A line to an engine that has ended goes nowhere.
    this.#process.stdin.on('error', () => undefined);
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
    this.#process.stderr.on('data', (data: Buffer) => this.lines.push(`stderr ${data.toString()}`));
  }

  send(...lines: readonly string[]): void {
    this.#process.stdin.write(`${lines.join('\n')}\n`);
  }

  /** Sends raw bytes. */
  sendBytes(bytes: Uint8Array): void {
    this.#process.stdin.write(bytes);
  }

  /** Says that nothing more will come. */
  close(): void {
    this.#process.stdin.end();
  }

  /** Returns the next lines up to the first that begins with a word. */
  async until(word: string): Promise<string[]> {
    const from = this.#read;
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      while (this.#read < this.lines.length) {
        if (this.lines[this.#read++].startsWith(word)) return this.lines.slice(from, this.#read);
      }
      if (Date.now() > deadline) throw new Error(`no "${word}" after ${JSON.stringify(this.lines.slice(from))}`);
      await new Promise<void>((wake) => {
        this.#wake = wake;
        setTimeout(wake, 1000);
      });
    }
  }

  /** Returns the move that the engine plays. */
  async move(position: string, go: string): Promise<string> {
    this.send(`position ${position}`, go);
    const last = (await this.until('bestmove')).at(-1);
    return last?.split(' ')[1] ?? '';
  }

  async quit(): Promise<number | null> {
    this.send('quit');
    const killed = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
    const status = await this.ended;
    clearTimeout(killed);
    return status;
  }
}

/** How a game ended, from White's view, and its moves. */
export interface PlayedGame {
  readonly result: '1-0' | '0-1' | '1/2-1/2';
  readonly moves: readonly string[];
}

/** Seconds of a side and its increment. */
export type Clock = readonly [seconds: number, increment: number];

/** Plays a game under the rules as chess.js counts them. Who oversteps the time loses. */
export async function playGame(
  fen: string,
  engines: Readonly<Record<'w' | 'b', UciDriver>>,
  clocks: Readonly<Record<'w' | 'b', Clock>>,
): Promise<PlayedGame> {
  const board = new Chess(fen);
  const left = { w: 1000 * clocks.w[0], b: 1000 * clocks.b[0] };
  const increment = { w: 1000 * clocks.w[1], b: 1000 * clocks.b[1] };
  const moves: string[] = [];
  for (;;) {
    const turn = board.turn();
    if (board.isCheckmate()) return { result: turn === 'w' ? '0-1' : '1-0', moves };
    const isDrawn = board.isStalemate() || board.isInsufficientMaterial() || board.isThreefoldRepetition();
    if (isDrawn || board.isDrawByFiftyMoves()) return { result: '1/2-1/2', moves };
    const position = `fen ${fen}${moves.length === 0 ? '' : ` moves ${moves.join(' ')}`}`;
    const times = `wtime ${Math.round(left.w)} btime ${Math.round(left.b)}`;
    const start = performance.now();
    const name = await engines[turn].move(position, `go ${times} winc ${increment.w} binc ${increment.b}`);
    left[turn] -= performance.now() - start;
    if (left[turn] < 0) return { result: turn === 'w' ? '0-1' : '1-0', moves: [...moves, `${name} (time)`] };
    left[turn] += increment[turn];
    board.move({
      from: name.slice(0, 2),
      to: name.slice(2, 4),
      ...(name[4] === undefined ? {} : { promotion: name[4] }),
    });
    moves.push(name);
  }
}
