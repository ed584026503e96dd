/**
 * The compiled kernel (src/kernel/assembly) with its memory. One machine holds one problem at a time; `clear` makes it
 * free for the next. Low memory: geometry and heads, written once; above it whatever `take` hands out.
 */

import { EndgameError } from '../game/errors.ts';
import { HEADS } from './heads.ts';
import { PROGRAM } from './program.ts';

/** What the kernel exports; the signatures are those of the sources. */
export interface Program {
  geometryBytes(): number;
  layGeometry(at: number): void;
  configure(at: number): void;
  useScratch(at: number): void;
  markLegal(from: number, to: number): number;
  fillSlab(out: number, base: number, adds: number, digits: number, codes: number, ranks: number, wide: number): void;
  translate(at: number, count: number, ranks: number): void;
  markOut(side: number, moves: number, count: number, from: number, to: number, losing: number, masks: number): void;
  mates(side: number, code: number, from: number, to: number, lost: number, lostMasks: number): number;
  wins(
    ...args: [
      side: number,
      code: number,
      due: number,
      from: number,
      to: number,
      ...sets: [number, number, number, number],
    ]
  ): number;
  losses(
    ...args: [
      ...[side: number, code: number, due: number, last: number, from: number, to: number],
      ...sets: [number, number, number, number],
    ]
  ): number;
  retire(side: number, from: number, to: number, lost: number, lostMasks: number): void;
  finish(side: number, from: number, to: number): void;
  outcomes(side: number, from: number, to: number, out: number): void;
  wonAt(side: number): number;
  takeTouched(): number;
}

const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Bytes below this are the compiler's. */
const BOTTOM = 4096;
/** Rows of scratch, see rows.ts and out.ts of the kernel. */
const SCRATCH_BYTES = 8192;
const MOST_THREADS = 16;

/** Where the tables stand that all problems share. */
export interface Fixtures {
  readonly geometry: number;
  readonly cells: number;
  readonly moves: readonly [number, number];
  readonly map: number;
}

let compiled: Promise<WebAssembly.Module> | undefined;
let compiledShared: Promise<WebAssembly.Module> | undefined;

/** The memory import of the module: its name, then kind 2 and the flags, of which 2 means "shared". */
const IMPORT = [3, ...ascii('env'), 6, ...ascii('memory'), 2];

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/** The module; one for shared memory differs in a single bit. */
export function moduleOf(shared: boolean): Promise<WebAssembly.Module> {
  const known = shared ? compiledShared : compiled;
  if (known) return known;
  const bytes = Uint8Array.from(atob(PROGRAM), (c) => c.charCodeAt(0));
  if (shared) {
    const at = bytes.findIndex((_, i) => IMPORT.every((b, k) => bytes[i + k] === b));
    bytes[at + IMPORT.length] |= 2;
  }
  const made = WebAssembly.compile(bytes);
  if (shared) compiledShared = made;
  else compiled = made;
  return made;
}

export class Machine {
  readonly program: Program;
  readonly memory: WebAssembly.Memory;
  readonly fixtures: Fixtures;
  readonly #bottom: number;
  #top: number;
  #bytes: Uint8Array;

  private constructor(program: Program, memory: WebAssembly.Memory) {
    this.program = program;
    this.memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#top = BOTTOM + MOST_THREADS * SCRATCH_BYTES;
    const geometry = this.take(program.geometryBytes());
    const cells = this.#put(HEADS.cells);
    const moves = HEADS.moves.map((list) => this.#put(list)) as [number, number];
    this.fixtures = { geometry, cells, moves, map: this.#put(HEADS.map) };
    program.layGeometry(geometry);
    program.useScratch(scratchOf(0));
    this.#bottom = this.#top;
  }

  /** @param shared memory that several threads can see */
  static async make(shared: boolean): Promise<Machine> {
    const memory = new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared });
    const instance = await WebAssembly.instantiate(await moduleOf(shared), { env: { memory, abort: aborted } });
    return new Machine(instance.exports as unknown as Program, memory);
  }

  /** All of the memory, valid until the next `take`. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Frees what was taken. */
  clear(): void {
    this.#top = this.#bottom;
  }

  /**
   * Address of `length` bytes, not cleared, aligned to 64.
   * @throws EndgameError E_BUDGET beyond the 4 GiB that WebAssembly can address
   */
  take(length: number): number {
    const at = this.#top;
    this.#top = Math.ceil((at + length) / 64) * 64;
    if (this.#top > this.#bytes.length) this.#grow(this.#top);
    return at;
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
    this.memory.grow(pages - this.#bytes.length / PAGE);
    this.#bytes = new Uint8Array(this.memory.buffer);
  }

  #put(data: Uint8Array | Uint32Array): number {
    const at = this.take(data.byteLength);
    this.#bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    return at;
  }
}

/** Scratch of a thread. */
export function scratchOf(thread: number): number {
  return BOTTOM + thread * SCRATCH_BYTES;
}

export function aborted(): never {
  throw new Error('the kernel aborted');
}
