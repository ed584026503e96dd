/** Filling slabs (see out.ts): codes to ranks, and a change of coordinates. */

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

/**
 * Ranks of 64 ** `digits` positions to `out`: those whose code stands at `base` plus, for each digit, what its table of 64
 * numbers at `adds` says.
 * @param wide codes have two bytes
 */
export function fillSlab(out: usize, base: u32, adds: usize, digits: u32, codes: usize, ranks: usize, wide: u32): void {
  const last = adds + <usize>((digits - 1) << 8);
  const rows: u32 = digits == 0 ? 1 : (<u32>1) << (6 * (digits - 1));
  const columns: u32 = digits == 0 ? 1 : 64;
  let to = out;
  for (let row: u32 = 0; row < rows; row++) {
    let at = base;
    for (let d: u32 = 0; d + 1 < digits; d++) {
      at += load<u32>(adds + <usize>((d << 8) + (((row >> (6 * (digits - 2 - d))) & 63) << 2)));
    }
    if (digits == 0 || wide) {
      for (let c: u32 = 0; c < columns; c++) {
        const i = digits == 0 ? at : at + load<u32>(last + <usize>(c << 2));
        const code = wide ? <u32>load<u16>(codes + (<usize>i << 1)) : <u32>load<u8>(codes + <usize>i);
        store<u8>(to, load<u8>(ranks + <usize>code));
        to++;
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
