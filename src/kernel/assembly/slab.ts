/**
 * Filling slabs (see out.ts): codes to ranks, and a change of coordinates. Codes have one byte, two, or two bits. Codes
 * of two bits are outcomes (final.ts), and the ranks of all four fit into a number.
 */

import { PACKED, WIDE } from '../abi';

/** Replaces `count` codes of one byte at `at` by their ranks. */
export function translate(at: usize, count: u32, ranks: usize): void {
  const end = at + <usize>count;
  for (let p = at; p < end; p += 8) {
    const x = load<u64>(p);
    let y: u64 = load<u8>(ranks + <usize>(x & 255));
    y |= (<u64>load<u8>(ranks + <usize>((x >> 8) & 255))) << 8;
    y |= (<u64>load<u8>(ranks + <usize>((x >> 16) & 255))) << 16;
    y |= (<u64>load<u8>(ranks + <usize>((x >> 24) & 255))) << 24;
    y |= (<u64>load<u8>(ranks + <usize>((x >> 32) & 255))) << 32;
    y |= (<u64>load<u8>(ranks + <usize>((x >> 40) & 255))) << 40;
    y |= (<u64>load<u8>(ranks + <usize>((x >> 48) & 255))) << 48;
    y |= (<u64>load<u8>(ranks + <usize>(x >> 56))) << 56;
    store<u64>(p, y);
  }
}

/** Writes the ranks of `count` codes of two bits to `out`, a byte each. */
export function translatePacked(out: usize, codes: usize, count: u32, ranks: usize): void {
  const four = load<u32>(ranks);
  const end = out + <usize>count;
  for (let to = out, from = codes; to < end; to += 4, from++) {
    const x = <u32>load<u8>(from);
    store<u32>(
      to,
      rankOf(four, x) | (rankOf(four, x >> 2) << 8) | (rankOf(four, x >> 4) << 16) | (rankOf(four, x >> 6) << 24),
    );
  }
}

/** Writes the ranks of 64 codes, of the positions from `index` on, to `out`; `form` as in `fillSlab`. */
export function ranksOfWord(out: usize, codes: usize, index: u32, ranks: usize, form: u32): void {
  if (form == PACKED) {
    translatePacked(out, codes + <usize>(index >> 2), 64, ranks);
    return;
  }
  for (let lane: u32 = 0; lane < 64; lane++) {
    const at = index + lane;
    const code = form == WIDE ? <u32>load<u16>(codes + (<usize>at << 1)) : <u32>load<u8>(codes + <usize>at);
    store<u8>(out + <usize>lane, load<u8>(ranks + <usize>code));
  }
}

/**
 * Writes the ranks of 64 ** `digits` positions to `out`. The number of a position's code is `base` plus, for each
 * digit, an entry of its table of 64 numbers at `adds`.
 * @param form BYTES, WIDE or PACKED
 */
export function fillSlab(out: usize, base: u32, adds: usize, digits: u32, codes: usize, ranks: usize, form: u32): void {
  const last = adds + <usize>((digits - 1) << 8);
  const rows: u32 = digits == 0 ? 1 : (<u32>1) << (6 * (digits - 1));
  const columns: u32 = digits == 0 ? 1 : 64;
  const four = load<u32>(ranks);
  let to = out;
  for (let row: u32 = 0; row < rows; row++) {
    let at = base;
    for (let d: u32 = 0; d + 1 < digits; d++) {
      at += load<u32>(adds + <usize>((d << 8) + (((row >> (6 * (digits - 2 - d))) & 63) << 2)));
    }
    if (digits == 0 || form == WIDE) {
      for (let c: u32 = 0; c < columns; c++) {
        const i = digits == 0 ? at : at + load<u32>(last + <usize>(c << 2));
        const rank =
          form == PACKED
            ? packedRank(codes, i, four)
            : <u32>load<u8>(ranks + <usize>(form == WIDE ? <u32>load<u16>(codes + (<usize>i << 1)) : <u32>load<u8>(codes + <usize>i)));
        store<u8>(to, <u8>rank);
        to++;
      }
      continue;
    }
    if (form == PACKED) {
      for (let p = last; p < last + 256; p += 16) {
        store<u32>(
          to,
          packedRank(codes, at + load<u32>(p), four) |
            (packedRank(codes, at + load<u32>(p, 4), four) << 8) |
            (packedRank(codes, at + load<u32>(p, 8), four) << 16) |
            (packedRank(codes, at + load<u32>(p, 12), four) << 24),
        );
        to += 4;
      }
      continue;
    }
    const from = codes + <usize>at;
    for (let p = last; p < last + 256; p += 32) {
      store<u64>(
        to,
        rankAt(from, p, 0, ranks) | rankAt(from, p, 1, ranks) | rankAt(from, p, 2, ranks) | rankAt(from, p, 3, ranks) |
          rankAt(from, p, 4, ranks) | rankAt(from, p, 5, ranks) | rankAt(from, p, 6, ranks) | rankAt(from, p, 7, ranks),
      );
      to += 8;
    }
  }
}

// @ts-ignore: decorator
@inline
function rankAt(from: usize, adds: usize, i: u32, ranks: usize): u64 {
  const code = load<u8>(from + <usize>load<u32>(adds + <usize>(i << 2)));
  return (<u64>load<u8>(ranks + <usize>code)) << (i << 3);
}

/** Returns the rank of the code in the lowest two bits. */
// @ts-ignore: decorator
@inline
function rankOf(four: u32, code: u32): u32 {
  return (four >> ((code & 3) << 3)) & 255;
}

// @ts-ignore: decorator
@inline
function packedRank(codes: usize, i: u32, four: u32): u32 {
  return rankOf(four, <u32>load<u8>(codes + <usize>(i >> 2)) >> ((i & 3) << 1));
}
