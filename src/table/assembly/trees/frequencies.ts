/**
 * Adaptive frequencies of symbols (../../coders/arithmetic.ts has the same in TypeScript): a symbol's frequency rises by GAIN when it
 * occurs, and all are halved before their sum exceeds MOST_TOTAL.
 *
 * At an address: number of symbols, sum of the frequencies (32 bits each), then a frequency of 16 bits for each symbol.
 */

export const GAIN: u32 = 24;
export const MOST_TOTAL: u32 = 1 << 16;
const COUNTS: usize = 8;

/** Bytes for so many symbols. */
export function frequenciesBytes(symbols: u32): usize {
  return (COUNTS + (<usize>symbols << 1) + 7) & ~(<usize>7);
}

/** Makes the frequencies of so many symbols equal. */
export function startFrequencies(at: usize, symbols: u32): void {
  const first: u32 = symbols > 256 ? 1 : 2;
  store<u32>(at, symbols);
  store<u32>(at, symbols * first, 4);
  for (let i: u32 = 0; i < symbols; i++) store<u16>(at + COUNTS + (<usize>i << 1), first);
}

// @ts-ignore: decorator
@inline
export function symbolsOf(at: usize): u32 {
  return load<u32>(at);
}

// @ts-ignore: decorator
@inline
export function frequency(at: usize, symbol: u32): u32 {
  return load<u16>(at + (<usize>symbol << 1), COUNTS);
}

/** Returns the sum of the frequencies of symbols `from` to `to` - 1. */
// @ts-ignore: decorator
@inline
export function sumOf(at: usize, from: u32, to: u32): u32 {
  let sum: u32 = 0;
  for (let i = from; i < to; i++) sum += frequency(at, i);
  return sum;
}

/** Returns the sum of all frequencies. */
// @ts-ignore: decorator
@inline
export function sumOfAll(at: usize): u32 {
  return load<u32>(at, 4);
}

/** Counts a symbol; returns whether all frequencies were halved. */
export function occur(at: usize, symbol: u32): bool {
  const own = at + (<usize>symbol << 1);
  store<u16>(own, <u32>load<u16>(own, COUNTS) + GAIN, COUNTS);
  let total = load<u32>(at, 4) + GAIN;
  const halves = total > MOST_TOTAL - GAIN;
  if (halves) {
    total = 0;
    const symbols = symbolsOf(at);
    for (let i: u32 = 0; i < symbols; i++) {
      const half = (frequency(at, i) + 1) >> 1;
      store<u16>(at + (<usize>i << 1), half, COUNTS);
      total += half;
    }
  }
  store<u32>(at, total, 4);
  return halves;
}
