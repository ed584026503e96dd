import { compression } from '#platform/compression';
import { SolvedOutcomes } from './outcomes.ts';
import { PackedCodes } from './packed.ts';
import type { Problem } from './problem.ts';
import { codeBytesOf, type Codes, type PlainCodes, positionsOfProblem, type Solved, SolvedCodes } from './solved.ts';

/**
 * The fastest quality that does more than repeat counts: 240 MB/s, 3.2 to 3.9 times smaller, on rook against bishop.
 */
const QUALITY = 1;
/** For what is kept in files: a fifth smaller, for twice the time. */
const FILE_QUALITY = 2;
/** Binary logarithm of the window, in bytes. */
const WINDOW = 20;

/** Compressed bytes in pieces, not joined, so that no large array is allocated for a moment only. */
type Pieces = readonly Uint8Array[];

/** Forms of codes, by their number in files. */
const FORMS = ['narrow', 'wide', 'packed'] as const;
type Form = (typeof FORMS)[number];

/** Bytes of a position's code. */
const CODE_BYTES: Readonly<Record<Form, number>> = { narrow: 1, wide: 2, packed: 1 / 4 };
/** Bytes in a file before the pieces: two forms, and the bytes of the first side's pieces. */
const HEADER_BYTES = 6;

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
  readonly #pieces: readonly [Pieces, Pieces];

  private constructor(problem: Problem, forms: readonly [Form, Form], pieces: readonly [Pieces, Pieces]) {
    this.problem = problem;
    this.#forms = forms;
    this.#pieces = pieces;
  }

  /**
   * Compresses a problem. The result is undefined if the platform cannot.
   * @param isForFile whether it shall become smaller than for the cache
   */
  static async of(solved: Solved, isForFile = false): Promise<CompressedProblem | undefined> {
    if (!compression) return undefined;
    solved.detach(); // compression continues while the machine works on something else
    const forms: [Form, Form] = [formOf(solved.codes[0]), formOf(solved.codes[1])];
    const quality = isForFile ? FILE_QUALITY : QUALITY;
    const [white, black] = solved.codes.map((codes) => compression!.brotliPieces(codeBytesOf(codes), quality, WINDOW));
    return new CompressedProblem(solved.problem, forms, await Promise.all([white, black]));
  }

  /** Returns the problem from the bytes of `toFile`; undefined if they cannot be such. */
  static fromFile(problem: Problem, bytes: Uint8Array): CompressedProblem | undefined {
    const forms = [FORMS[bytes[0]], FORMS[bytes[1]]] as const;
    if (bytes.length < HEADER_BYTES || forms[0] === undefined || forms[1] === undefined) return undefined;
    const middle = HEADER_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(2, true);
    return new CompressedProblem(problem, forms, [[bytes.subarray(HEADER_BYTES, middle)], [bytes.subarray(middle)]]);
  }

  /** Returns the bytes for a file, in pieces. */
  toFile(): Pieces {
    const header = new Uint8Array(HEADER_BYTES);
    header.set(this.#forms.map((form) => FORMS.indexOf(form)));
    const white = this.#pieces[0].reduce((sum, piece) => sum + piece.length, 0);
    new DataView(header.buffer).setUint32(2, white, true);
    return [header, ...this.#pieces[0], ...this.#pieces[1]];
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.#pieces.flat().reduce((sum, piece) => sum + piece.length, 0);
  }

  /**
   * Decompresses the problem.
   * @throws Error if its bytes are damaged
   */
  async solved(): Promise<Solved> {
    // One allocation, as in outcomes.ts.
    const [size, other] = this.#forms.map((form) => positionsOfProblem(this.problem) * CODE_BYTES[form]);
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
