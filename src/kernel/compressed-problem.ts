/**
 * Solved problems that nobody has asked for lately, compressed: a third or a quarter of the memory, and a hundredth of the
 * time that solving them again would take. Where there is no zlib (browsers), they are forgotten instead.
 */

import { SolvedOutcomes } from './outcomes.ts';
import { PackedCodes } from './packed.ts';
import type { Problem } from './problem.ts';
import { codeBytesOf, type Codes, type PlainCodes, type Solved, SolvedCodes } from './solved.ts';

/** The fastest quality that does more than repeat counts: 240 MB/s, 3.2 to 3.9 times smaller, on rook against bishop. */
const QUALITY = 1;
/** Bytes that zlib hands over at a time: small ones are used again, large ones the process holds on to. */
const CHUNK = 1 << 16;

type Zlib = typeof import('node:zlib');

const zlib: Promise<Zlib | undefined> = import('node:zlib').catch(() => undefined);

/** Bytes as they came, not joined, so that no large array is allocated for a moment only. */
type Pieces = readonly Uint8Array[];

type Form = 'narrow' | 'wide' | 'packed';

function formOf(codes: Codes): Form {
  return codes instanceof PackedCodes ? 'packed' : codes.BYTES_PER_ELEMENT === 2 ? 'wide' : 'narrow';
}

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

  /** Undefined where that is not possible or not worth it. */
  static async of(solved: Solved): Promise<CompressedProblem | undefined> {
    const library = await zlib;
    if (!library) return undefined;
    solved.detach(); // compression goes on while the machine does something else
    const [white, black] = solved.codes;
    return new CompressedProblem(solved, await Promise.all([compressed(library, white), compressed(library, black)]));
  }

  get byteLength(): number {
    return this.#pieces.flat().reduce((sum, piece) => sum + piece.length, 0);
  }

  async solved(): Promise<Solved> {
    const library = (await zlib)!;
    // In one piece, as in outcomes.ts.
    const [size, other] = this.#sizes;
    const bytes = new Uint8Array(size + other);
    const both = [bytes.subarray(0, size), bytes.subarray(size)] as const;
    await Promise.all(both.map((out, side) => decompress(library, this.#pieces[side], out)));
    const [form, second] = this.#forms;
    return form === 'packed'
      ? new SolvedOutcomes(this.problem, [new PackedCodes(both[0]), new PackedCodes(both[1])])
      : new SolvedCodes(this.problem, [codesIn(both[0], form), codesIn(both[1], second)]);
  }
}

function compressed({ createBrotliCompress, constants }: Zlib, codes: Codes): Promise<Pieces> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: 20,
    [constants.BROTLI_PARAM_SIZE_HINT]: codes.byteLength,
  };
  const pieces: Uint8Array[] = [];
  return through(createBrotliCompress({ params, chunkSize: CHUNK }), [codeBytesOf(codes)], (piece) => {
    // a short one is a view of a whole chunk
    pieces.push(piece.length < CHUNK ? new Uint8Array(piece) : piece);
  }).then(() => pieces);
}

/** Fills `out` with what was compressed. */
function decompress({ createBrotliDecompress }: Zlib, pieces: Pieces, out: Uint8Array): Promise<void> {
  let at = 0;
  return through(createBrotliDecompress({ chunkSize: CHUNK }), pieces, (piece) => {
    out.set(piece, at);
    at += piece.length;
  });
}

function through(
  stream: ReturnType<Zlib['createBrotliCompress']>,
  pieces: Pieces,
  each: (piece: Uint8Array) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', each);
    stream.on('end', resolve);
    stream.on('error', reject);
    for (const piece of pieces) stream.write(piece);
    stream.end();
  });
}

function codesIn(bytes: Uint8Array, form: Form): PlainCodes {
  return form === 'wide' ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1) : bytes;
}
