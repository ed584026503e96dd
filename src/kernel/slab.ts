import { type Successor, stridesOf } from './exits.ts';
import { BYTES, NO_KING_PAIR, PACKED, WIDE } from './abi.ts';
import { KING_PAIRS, TURNS } from './king-pairs.ts';
import type { Problem, Resolved } from './problem.ts';
import type { Machine } from './machine.ts';
import type { RankTables, Scale } from './metric.ts';
import { PackedCodes } from './packed.ts';
import { codeBytesOf, type Codes, type CodesBehind } from './solved.ts';

const ALL_CELLS: readonly number[] = Array.from({ length: 64 }, (_, cell) => cell);
const FIRST_CELL: readonly number[] = [0];

/** The numbering of positions after a move: for given kings, the share of each other man in the index. */
class Coordinates {
  readonly problem: Problem;
  readonly hasHead: boolean;
  /** Weights of the kings if they are digits. */
  readonly kings: [number, number] = [0, 0];
  /** Whether the white king there is the black one here. */
  readonly exchanged: boolean;
  readonly flip: number;
  /** The digit that is left and comes before the kings' (`problemAsItStands`), or -1. */
  readonly lead: number;
  /** `leadAdds[g][cell]`: the share of the leading digit. */
  readonly leadAdds: Int32Array[] = [];
  /** `adds[g][r]`: by cell of the r-th of the other digits that are left (without kings). */
  readonly adds: Int32Array[][] = [];
  /** Share of men on fixed cells under each symmetry. */
  readonly fixed: number[] = [];
  readonly headStride: number;
  /** Whether both problems number the position alike. */
  readonly same: boolean;

  constructor(left: Problem, behind: Successor, { problem, flip, digits, kings }: Resolved) {
    this.problem = problem;
    this.hasHead = problem.hasKingPair;
    this.flip = flip;
    this.exchanged = behind.men[kings[0]].side === 1;
    this.headStride = 64 ** problem.digits.length;
    const isFirst = !left.hasKingPair && left.digits[0].kind !== 0;
    this.lead = isFirst && behind.taken !== 0 ? 0 : -1;
    const order = left.digits.flatMap(({ kind }, d) =>
      d === behind.taken || d === this.lead || kind === 0 ? [] : [d],
    );
    for (let g = 0; g < (problem.hasKingPair ? 8 : 1); g++) {
      const adds = order.map(() => new Int32Array(64));
      const leadAdds = new Int32Array(64);
      let fixed = 0;
      digits.forEach((m, q) => {
        const man = behind.men[m];
        const stride = 64 ** (problem.digits.length - 1 - q);
        const at = (cell: number): number => TURNS[g * 64 + (cell ^ flip)] * stride;
        if ('cell' in man.place) fixed += at(man.place.cell);
        else if (man.kind === 0) this.kings[man.side] = stride;
        else if ('digit' in man.place) {
          const { digit } = man.place;
          const add = digit === this.lead ? leadAdds : adds[order.indexOf(digit)];
          for (let cell = 0; cell < 64; cell++) add[cell] = at(cell);
        }
      });
      this.adds.push(adds);
      this.leadAdds.push(leadAdds);
      this.fixed.push(fixed);
    }
    this.same =
      !left.hasKingPair &&
      !problem.hasKingPair &&
      flip === 0 &&
      digits.length === left.digits.length &&
      digits.every((m, q) => {
        const { place } = behind.men[m];
        return 'digit' in place && place.digit === q;
      });
  }
}

/** Returns the form of codes in memory (abi.ts). */
export function formOf(codes: Codes | CodesBehind): number {
  return codes instanceof PackedCodes ? PACKED : codes instanceof Uint16Array ? WIDE : BYTES;
}

/**
 * Fills slabs: the ranks of the successors of a kind of exit, in the order of the problem that it leaves
 * (assembly/out.ts reads them by sums). The work is a change of coordinates: symmetry, exchange of sides, order of men.
 * One filler takes the memory for all slabs of a problem.
 */
export class SlabFiller {
  readonly #machine: Machine;
  /** Addresses of the ranks. */
  readonly #ranks: Readonly<Record<keyof RankTables, number>>;
  readonly #adds: number;
  /** Memory for codes, as much as the longest so far need. */
  #codes = 0;
  #room = 0;
  /** The codes in the machine's memory. */
  #there: Codes | CodesBehind | undefined;

  constructor(machine: Machine, ranks: RankTables) {
    this.#machine = machine;
    const put = (table: Uint8Array): number => {
      const at = machine.take(table.length);
      machine.bytes.set(table, at);
      return at;
    };
    this.#ranks = {
      metric: put(ranks.metric),
      five: put(ranks.five),
      rank: put(ranks.rank),
      packed: put(ranks.packed),
    };
    this.#adds = machine.take(3 * 64 * 4);
  }

  /**
   * Fills the slab at `out`.
   * @param codes of the successors' problem, for its side to move
   * @param scale what the codes are
   * @param pinned cells of the first digit for which entries are needed; default: all
   */
  fill(
    out: number,
    left: Problem,
    behind: Successor,
    resolved: Resolved,
    codes: Codes | CodesBehind,
    scale: Scale,
    pinned: readonly number[] = ALL_CELLS,
  ): void {
    const { program } = this.#machine;
    const to = new Coordinates(left, behind, resolved);
    const ranks = this.#ranks[codes instanceof PackedCodes ? 'packed' : scale];
    if (to.same && formOf(codes) === BYTES) {
      this.#copy(codes, out);
      if (scale !== 'rank') program.translate(out, codes.byteLength, ranks);
      return;
    }
    if (to.same && codes instanceof PackedCodes) {
      this.#bring(codes);
      program.translatePacked(out, this.#codes, 4 * codes.byteLength, ranks);
      return;
    }
    if (!left.hasKingPair && !to.hasHead && to.adds[0].length === 0 && to.lead < 0) {
      this.#fillKings(out, to, codes, ranks);
      return;
    }
    this.#bring(codes);
    const { bytes } = this.#machine;
    const form = formOf(codes);
    const pairs = left.hasKingPair ? KING_PAIRS.count : 4096;
    const strides = stridesOf(left, behind.taken);
    const leadStride = to.lead < 0 ? 0 : strides.digits[to.lead];
    const size = (to.lead < 0 ? strides.bytes : leadStride) / pairs;
    const adds = new Uint32Array(bytes.buffer, this.#adds, 3 * 64);
    let turned = -1;
    for (let pair = 0; pair < pairs; pair++) {
      const white = left.hasKingPair ? KING_PAIRS.cells[2 * pair] : pair >> 6;
      const black = left.hasKingPair ? KING_PAIRS.cells[2 * pair + 1] : pair & 63;
      let base: number;
      let g = 0;
      if (to.hasHead) {
        const first = (to.exchanged ? black : white) ^ to.flip;
        const second = (to.exchanged ? white : black) ^ to.flip;
        const entry = KING_PAIRS.map[(first << 6) | second];
        if ((entry & 0xffff) === NO_KING_PAIR) {
          for (const cell of to.lead < 0 ? FIRST_CELL : pinned) {
            const at = out + cell * leadStride + pair * size;
            bytes.fill(0, at, at + size);
          }
          continue;
        }
        g = entry >> 16;
        base = (entry & 0xffff) * to.headStride;
      } else base = (white ^ to.flip) * to.kings[0] + (black ^ to.flip) * to.kings[1];
      if (g !== turned) to.adds[g].forEach((table, digit) => adds.set(table, digit * 64));
      turned = g;
      base += to.fixed[g];
      for (const cell of to.lead < 0 ? FIRST_CELL : pinned) {
        const at = out + cell * leadStride + pair * size;
        const from = to.lead < 0 ? base : base + to.leadAdds[g][cell];
        program.fillSlab(at, from, this.#adds, to.adds[g].length, this.#codes, ranks, form);
      }
    }
  }

  /** Copies codes into the machine's memory, unless they are there. */
  #bring(codes: Codes | CodesBehind): void {
    if (this.#there === codes) return;
    if (codes.byteLength > this.#room) {
      this.#codes = this.#machine.take(codes.byteLength);
      this.#room = codes.byteLength;
    }
    this.#copy(codes, this.#codes);
    this.#there = codes;
  }

  #copy(codes: Codes | CodesBehind, to: number): void {
    const { bytes } = this.#machine;
    if ('write' in codes) codes.write(bytes.subarray(to, to + codes.byteLength));
    else bytes.set(codeBytesOf(codes), to);
  }

  /** Fills a slab of kings alone: a call into the kernel for each pair would cost more than the pair. */
  #fillKings(out: number, { flip, kings, fixed }: Coordinates, codes: Codes | CodesBehind, ranks: number): void {
    const { bytes } = this.#machine;
    const plain = 'write' in codes ? new Uint8Array(codes.byteLength) : codes;
    if ('write' in codes) codes.write(plain as Uint8Array);
    const codeAt = plain instanceof PackedCodes ? (i: number) => plain.at(i) : (i: number) => plain[i];
    let at = out;
    for (let white = 0; white < 64; white++) {
      const base = (white ^ flip) * kings[0] + fixed[0];
      for (let black = 0; black < 64; black++) bytes[at++] = bytes[ranks + codeAt(base + (black ^ flip) * kings[1])];
    }
  }
}
