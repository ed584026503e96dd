import { EndgameError } from '../game/errors.ts';
import * as abi from './abi.ts';
import { KING_PAIRS } from './king-pairs.ts';
import { KERNEL_PROGRAM } from './program.ts';
import { hasThreads } from '#platform/threads';
import type { Thread } from '../platform/contract.ts';
import { programBytes } from '../platform/program.ts';
import { startKernelThread } from './thread.ts';

/** The exports of the kernel; the signatures are those of the sources. */
interface Program {
  geometryBytes(): number;
  layGeometry(at: number): void;
  useScratch(at: number): void;
  fillSlab(out: number, base: number, adds: number, digits: number, codes: number, ranks: number, form: number): void;
  translate(at: number, count: number, ranks: number): void;
  translatePacked(out: number, codes: number, count: number, ranks: number): void;
  perform(threads: number): number;
  outcomes(side: number, from: number, to: number, out: number): void;
  wonAt(side: number): number;
  notWonAt(side: number): number;
}

/** Name of a command. */
export type Command =
  | 'configure'
  | 'markLegal'
  | 'markOut'
  | 'mates'
  | 'wins'
  | 'losses'
  | 'retire'
  | 'finish'
  | 'settle';
const COMMANDS: Readonly<Record<Command, number>> = {
  configure: abi.CONFIGURE,
  markLegal: abi.MARK_LEGAL,
  markOut: abi.MARK_OUT,
  mates: abi.MATES,
  wins: abi.WINS,
  losses: abi.LOSSES,
  retire: abi.RETIRE,
  finish: abi.FINISH,
  settle: abi.SETTLE,
};

const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Fields of the control block, as numbers of 32 bits. */
const TOUCHED = abi.TOUCHED / 4;
const COMMAND = abi.COMMAND / 4;
const ROWS = abi.ROWS / 4;
const CHUNK = abi.CHUNK / 4;
const ARGUMENTS = abi.ARGUMENTS / 4;
/** Bytes below this belong to the control block. */
const BOTTOM = 4096;
/** Most threads of a machine. */
export const MOST_THREADS = 16;
/** Chunks of the rows of a step, so that threads end at about the same time. */
const CHUNKS = 64;
/** Problems with fewer rows are not worth waking other threads. */
const FEWEST_ROWS = 256;

/** Addresses of the tables that all problems share. */
export interface Fixtures {
  readonly geometry: number;
  readonly cells: number;
  readonly moves: readonly [number, number];
  readonly map: number;
}

const modules = new Map<boolean, Promise<WebAssembly.Module>>();

function moduleOf(shared: boolean): Promise<WebAssembly.Module> {
  const known = modules.get(shared);
  if (known) return known;
  const made = WebAssembly.compile(programBytes(KERNEL_PROGRAM, shared));
  modules.set(shared, made);
  return made;
}

/**
 * The compiled kernel (src/kernel/assembly) with its memory and threads. One machine holds one problem at a time;
 * `clear` frees it for the next. Low memory holds the control block, the threads' scratch memory, the geometry and the
 * king pairs, written once; `take` hands out the memory above.
 */
export class Machine {
  readonly program: Program;
  readonly fixtures: Fixtures;
  readonly #memory: WebAssembly.Memory;
  readonly #threads: readonly Thread[];
  readonly #bottom: number;
  #top: number;
  #bytes: Uint8Array;
  #control: Int32Array;

  private constructor(program: Program, memory: WebAssembly.Memory, threads: readonly Thread[]) {
    this.program = program;
    this.#memory = memory;
    this.#threads = threads;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#control = new Int32Array(memory.buffer, 0, BOTTOM / 4);
    this.#top = BOTTOM + MOST_THREADS * abi.SCRATCH_BYTES;
    const geometry = this.take(program.geometryBytes());
    const cells = this.#put(KING_PAIRS.cells);
    const moves = KING_PAIRS.moves.map((list) => this.#put(list)) as [number, number];
    this.fixtures = { geometry, cells, moves, map: this.#put(KING_PAIRS.map) };
    program.layGeometry(geometry);
    program.useScratch(BOTTOM);
    this.#bottom = this.#top;
  }

  /**
   * Starts a machine.
   * @param threads number of threads, 1 to MOST_THREADS; without shared memory or a platform with threads there is one
   */
  static async make(threads = 1): Promise<Machine> {
    const shared = threads > 1 && hasThreads && typeof SharedArrayBuffer !== 'undefined';
    const memory = new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared });
    const module = await moduleOf(shared);
    const others = Array.from({ length: shared ? Math.min(threads, MOST_THREADS) - 1 : 0 }, (_, i) =>
      startKernelThread({ module, memory, scratch: BOTTOM + (i + 1) * abi.SCRATCH_BYTES }),
    );
    const instance = await WebAssembly.instantiate(module, { env: { memory, abort: aborted } });
    return new Machine(instance.exports as unknown as Program, memory, await Promise.all(others));
  }

  /** All of the memory, valid until the next `take`. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Returns the number of rows processed since the last call. */
  takeTouched(): number {
    const touched = this.#control[TOUCHED];
    this.#control[TOUCHED] = 0;
    return touched;
  }

  /** Frees all memory from `take`. */
  clear(): void {
    this.#top = this.#bottom;
  }

  /** Ends the threads; the memory stays as it is. */
  close(): void {
    for (const thread of this.#threads) thread.end();
  }

  /**
   * Returns the address of `length` bytes, not cleared, aligned to 64.
   * @throws EndgameError E_BUDGET beyond the 4 GiB that WebAssembly can address
   */
  take(length: number): number {
    const at = this.#top;
    this.#top = Math.ceil((at + length) / 64) * 64;
    if (this.#top > this.#bytes.length) this.#grow(this.#top);
    return at;
  }

  /** Performs a command for all rows of the configured problem; returns the sum of the rows' results. */
  perform(command: Command, rows: number, args: readonly number[]): number {
    const control = this.#control;
    control[COMMAND] = COMMANDS[command];
    control[ROWS] = rows;
    const alone = rows < FEWEST_ROWS && command !== 'configure';
    control[CHUNK] = alone ? rows : Math.ceil(rows / CHUNKS);
    control.set(args, ARGUMENTS);
    return this.program.perform(alone ? 1 : 1 + this.#threads.length);
  }

  #grow(bytes: number): void {
    const pages = Math.ceil(bytes / PAGE);
    if (pages >= MOST_PAGES) {
      throw new EndgameError(
        'E_BUDGET',
        `the kernel needs ${(bytes / 1e9).toFixed(1)} GB, WebAssembly memory ends at 4 GiB`,
        'ask for a class with fewer men',
      );
    }
    this.#memory.grow(pages - this.#bytes.length / PAGE);
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#control = new Int32Array(this.#memory.buffer, 0, BOTTOM / 4);
  }

  #put(data: Uint8Array | Uint32Array): number {
    const at = this.take(data.byteLength);
    this.#bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    return at;
  }
}

function aborted(): never {
  throw new Error('the kernel aborted');
}
