import { EndgameError } from '../../game/errors.ts';
import { programBytes } from '../../platform/program.ts';

const PAGE = 65_536;
/** Pages that a program can address, 4 GiB. */
export const MOST_PAGES = 65_536;

const compiled = new Map<string, WebAssembly.Module>();

/** Returns the module of a program for a memory, compiled once. */
export function moduleOf(program: string, memory: WebAssembly.Memory): WebAssembly.Module {
  const shared = isShared(memory);
  const key = `${shared} ${program}`;
  const known = compiled.get(key);
  if (known) return known;
  const module = new WebAssembly.Module(programBytes(program, shared));
  compiled.set(key, module);
  return module;
}

function isShared({ buffer }: WebAssembly.Memory): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}

/** The memory of a program for trees, taken piece by piece from its low end. It never shrinks. */
export class ProgramMemory {
  readonly memory: WebAssembly.Memory;
  #bytes: Uint8Array;
  #top = 0;

  /** @param shared whether threads share the memory */
  constructor(shared = false) {
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared });
    this.#bytes = new Uint8Array(this.memory.buffer);
  }

  /**
   * Starts a program in this memory; returns its exports.
   * @param program its bytes in base64
   * @param what the program is called in errors
   */
  start(program: string, what: string): object {
    const module = moduleOf(program, this.memory);
    const abort = (): never => {
      throw new Error(`${what} aborted`);
    };
    return new WebAssembly.Instance(module, { env: { memory: this.memory, abort } }).exports;
  }

  /** All of the memory, valid until it grows. */
  get bytes(): Uint8Array {
    // the program may have grown it
    if (this.#bytes.buffer !== this.memory.buffer) this.#bytes = new Uint8Array(this.memory.buffer);
    return this.#bytes;
  }

  /** First address that nobody has taken. */
  get top(): number {
    return this.#top;
  }

  /**
   * Returns the address of so many bytes, a multiple of 16.
   * @throws EndgameError E_TOO_LARGE beyond 4 GiB
   */
  take(bytes: number): number {
    const at = Math.ceil(this.#top / 16) * 16;
    this.reach(at + bytes);
    return at;
  }

  /**
   * Takes everything below an address.
   * @throws EndgameError E_TOO_LARGE beyond 4 GiB
   */
  reach(end: number): void {
    this.#top = end;
    const length = this.bytes.length;
    if (end <= length) return;
    const pages = Math.ceil(end / PAGE);
    if (pages > MOST_PAGES) {
      throw new EndgameError('E_TOO_LARGE', 'a decision tree needs more than 4 GiB of memory', 'take another codec');
    }
    const wanted = Math.min(MOST_PAGES, Math.max(pages, Math.ceil((length / PAGE) * 1.25)));
    this.memory.grow(wanted - length / PAGE);
    this.#bytes = new Uint8Array(this.memory.buffer);
  }

  /** Returns numbers of 32 bits at an address, as a view that is valid until the memory grows. */
  words(at: number, count: number): Uint32Array {
    return new Uint32Array(this.bytes.buffer, at, count);
  }

  /** Copies data into memory of its own; returns the address. */
  put(data: Uint8Array | Uint16Array | Uint32Array | Int32Array): number {
    const at = this.take(data.byteLength);
    this.bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    return at;
  }

  /** Frees everything from an address on. */
  freeFrom(at: number): void {
    this.#top = at;
  }
}
