/**
 * xxHash (src/table/assembly/xxhash.ts): 3 GB/s, so that checking costs little beside decoding. It finds accidents, not
 * forgeries. The program is small enough to compile synchronously, so everything here is synchronous.
 */

import { XXHASH_PROGRAM } from './xxhash.ts';

/** The exports of the program; addresses are in its memory. */
interface Program {
  readonly memory: WebAssembly.Memory;
  hash32(from: number, length: number): number;
  stateBytes(): number;
  start64(state: number): void;
  update64(state: number, from: number, length: number): void;
  digest64(state: number): bigint;
}

const bytes = Uint8Array.from(atob(XXHASH_PROGRAM), (c) => c.charCodeAt(0));
const program = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Program;

/** One state is in the memory at a time; the input follows it. */
const STATE = 1024;
const STATE_BYTES = program.stateBytes();
const INPUT = 2048;
/** Bytes per piece of input. The memory grows to the largest piece and never shrinks. */
const PIECE = 1 << 20;
const PAGE = 65_536;

let memory = new Uint8Array(program.memory.buffer);

function copyIn(at: number, data: Uint8Array): void {
  const missing = at + data.length - memory.length;
  if (missing > 0) {
    program.memory.grow(Math.ceil(missing / PAGE));
    memory = new Uint8Array(program.memory.buffer);
  }
  memory.set(data, at);
}

/** Returns XXH32 of a block, as an unsigned 32-bit number, without a BigInt. */
export function hash32(block: Uint8Array): number {
  copyIn(INPUT, block);
  return program.hash32(INPUT, block.length) >>> 0;
}

/** XXH64 of bytes in pieces. */
export class Hash64 {
  readonly #state: Uint8Array;

  constructor() {
    program.start64(STATE);
    this.#state = memory.slice(STATE, STATE + STATE_BYTES);
  }

  /** Adds bytes. */
  update(data: Uint8Array): this {
    copyIn(STATE, this.#state);
    for (let at = 0; at < data.length; at += PIECE) {
      const piece = data.subarray(at, at + PIECE);
      copyIn(INPUT, piece);
      program.update64(STATE, INPUT, piece.length);
    }
    this.#state.set(memory.subarray(STATE, STATE + STATE_BYTES));
    return this;
  }

  /** Returns the hash of the bytes so far. */
  digest(): bigint {
    copyIn(STATE, this.#state);
    return BigInt.asUintN(64, program.digest64(STATE));
  }
}

/** Returns XXH64 of bytes. */
export function hash64(data: Uint8Array): bigint {
  return new Hash64().update(data).digest();
}

/** Returns the usual spelling of a 64-bit checksum: 16 hexadecimal digits. */
export function hex64(hash: bigint): string {
  return hash.toString(16).padStart(16, '0');
}
