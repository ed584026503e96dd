import { compression } from '#platform/compression';
import { SolvedOutcomes } from './outcomes.ts';
import { PackedCodes } from './packed.ts';
import type { Problem } from './problem.ts';
import { codeBytesOf, type Codes, type PlainCodes, type Solved, SolvedCodes } from './solved.ts';

/**
 * The fastest quality that does more than repeat counts: 240 MB/s, 3.2 to 3.9 times smaller, on rook against bishop.
 */
const QUALITY = 1;
/** Binary logarithm of the window, in bytes. */
const WINDOW = 20;

/** Compressed bytes in pieces, not joined, so that no large array is allocated for a moment only. */
type Pieces = readonly Uint8Array[];

type Form = 'narrow' | 'wide' | 'packed';

function formOf(codes: Codes): Form {
  return codes instanceof PackedCodes ? 'packed' : codes.BYTES_PER_ELEMENT === 2 ? 'wide' : 'narrow';
}

/**
 * A solved problem that was not used lately, compressed: it takes a third or a quarter of the memory, and decompressing
 * takes a hundredth of the time of solving it again. On platforms without zlib (browsers) such problems are dropped
 * instead.
 */
export class CompressedProblem {
  readonly problem: Problem;
  readonly #forms: readonly [Form, Form];
  readonly #sizes: readonly [number, number];
  readonly #pieces: readonly [Pieces, Pieces];

  private constructor(solved: Solved, pieces: readonly [Pieces, Pieces]) {
    this.problem = solved.problem;
    this.#forms = [formOf(solved.codes[0]), formOf(solved.codes[1])];
    this.#sizes = [solved.codes[0].byteLength, solved.codes[1].byteLength];
    this.#pieces = pieces;
  }

  /** Compresses a problem. The result is undefined if the platform cannot or if it does not pay. */
  static async of(solved: Solved): Promise<CompressedProblem | undefined> {
    if (!compression) return undefined;
    solved.detach(); // compression continues while the machine works on something else
    const [white, black] = solved.codes.map((codes) => compression!.brotliPieces(codeBytesOf(codes), QUALITY, WINDOW));
    return new CompressedProblem(solved, await Promise.all([white, black]));
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.#pieces.flat().reduce((sum, piece) => sum + piece.length, 0);
  }

  /** Decompresses the problem. */
  async solved(): Promise<Solved> {
    // One allocation, as in outcomes.ts.
    const [size, other] = this.#sizes;
    const bytes = new Uint8Array(size + other);
    const both = [bytes.subarray(0, size), bytes.subarray(size)] as const;
    await Promise.all(both.map((out, side) => compression!.unbrotliPieces(this.#pieces[side], out)));
    const [form, second] = this.#forms;
    return form === 'packed'
      ? new SolvedOutcomes(this.problem, [new PackedCodes(both[0]), new PackedCodes(both[1])])
      : new SolvedCodes(this.problem, [codesIn(both[0], form), codesIn(both[1], second)]);
  }
}

function codesIn(bytes: Uint8Array, form: Form): PlainCodes {
  return form === 'wide' ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1) : bytes;
}
