/** 64 lanes as 64 bytes: masks, selection and maxima, 16 lanes at a time. */

/** Returns 16 bytes from 16 bits, 0xff where the bit is set. */
// @ts-ignore: decorator
@inline
function spread(bits: u64, quarter: u32): v128 {
  const x = i16x8.splat(<i16>(bits >> (quarter << 4)));
  const bytes = v128.shuffle<i8>(x, x, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
  const select = i64x2.splat(0x8040201008040201);
  return i8x16.eq(v128.and(bytes, select), select);
}

/** Sets the bytes at `at` whose bits are set to `code`. */
export function write(at: usize, bits: u64, code: u32): void {
  if (popcnt(bits) < 12) {
    let m = bits;
    while (m != 0) {
      store<u8>(at + <usize>ctz(m), <u8>code);
      m &= m - 1;
    }
    return;
  }
  const c = i8x16.splat(<i8>code);
  for (let q: u32 = 0; q < 4; q++) {
    const p = at + <usize>(q << 4);
    v128.store(p, v128.bitselect(c, v128.load(p), spread(bits, q)));
  }
}

/** Returns the lanes whose byte is `code`. */
export function equal(at: usize, code: u32): u64 {
  const c = i8x16.splat(<i8>code);
  return (
    <u64>i8x16.bitmask(i8x16.eq(v128.load(at), c)) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 16), c)) << 16) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 32), c)) << 32) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 48), c)) << 48)
  );
}

/** Returns the lanes whose bytes are the same at both addresses. */
export function alike(a: usize, b: usize): u64 {
  return (
    <u64>i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b))) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(a, 16), v128.load(b, 16))) << 16) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(a, 32), v128.load(b, 32))) << 32) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(a, 48), v128.load(b, 48))) << 48)
  );
}

/** Returns the lanes whose byte is at least `code` (> 0). */
export function atLeast(at: usize, code: u32): u64 {
  const c = i8x16.splat(<i8>code);
  return (
    <u64>i8x16.bitmask(i8x16.ge_u(v128.load(at), c)) |
    (<u64>i8x16.bitmask(i8x16.ge_u(v128.load(at, 16), c)) << 16) |
    (<u64>i8x16.bitmask(i8x16.ge_u(v128.load(at, 32), c)) << 32) |
    (<u64>i8x16.bitmask(i8x16.ge_u(v128.load(at, 48), c)) << 48)
  );
}

/** Raises the bytes at `at` to those at `from`, except on some lanes. */
export function raise(at: usize, from: usize, except: u64): void {
  if (except == 0) {
    for (let q: usize = 0; q < 64; q += 16) v128.store(at + q, i8x16.max_u(v128.load(at + q), v128.load(from + q)));
    return;
  }
  for (let q: u32 = 0; q < 4; q++) {
    const p = at + <usize>(q << 4);
    const f = v128.andnot(v128.load(from + <usize>(q << 4)), spread(except, q));
    v128.store(p, i8x16.max_u(v128.load(p), f));
  }
}

/** Raises one byte to `v`. */
// @ts-ignore: decorator
@inline
export function raiseOne(at: usize, v: u32): void {
  if (<u32>load<u8>(at) < v) store<u8>(at, <u8>v);
}
