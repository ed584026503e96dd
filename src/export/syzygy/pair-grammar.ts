import { pairUp } from '../../table/coders/grammar.ts';

/** Right half of a symbol that stands for one value. */
export const LEAF = 0xfff;
/** Symbols are numbers of 12 bits, and the last stands for none. */
const MOST_SYMBOLS = 4095;
/** Most values of a symbol: readers count them in a byte, less one. */
const MOST_VALUES = 256;
/** Bits of a symbol's halves in a file. */
export const SYMBOL_BITS = 24;
/** Pairs that are rarer never pay for their symbol. */
const FEWEST = 3;
/** Symbols from one estimate of the bits to the next. */
const STEP = 16;

/** Values as a stream of symbols. */
export interface PairGrammar {
  /** Halves of each symbol: two symbols, or a value and LEAF. */
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  /** Number of values of each symbol. */
  readonly lengths: Uint16Array;
  /** The symbols in order. */
  readonly stream: Uint16Array;
}

/** Compresses values of 12 bits: frequent pairs of neighbours become symbols, as many as are estimated to save bits. */
export function pairGrammar(values: Uint16Array): PairGrammar {
  const leaves = [...new Set(values)].sort((a, b) => a - b);
  const symbolOf = new Uint16Array(LEAF + 1);
  leaves.forEach((value, symbol) => (symbolOf[value] = symbol));
  const options = { rules: MOST_SYMBOLS - leaves.length, least: FEWEST, cells: MOST_VALUES };
  const { grammar, sequence } = pairUp(
    values.map((value) => symbolOf[value]),
    leaves.length,
    options,
  );
  const left = Uint16Array.from([...leaves, ...grammar.left]);
  const right = Uint16Array.from([...leaves.map(() => LEAF), ...grammar.right]);
  const symbols = symbolsWorthKeeping(sequence, left, right, leaves.length);
  const lengths = new Uint16Array(symbols).fill(1);
  for (let symbol = leaves.length; symbol < symbols; symbol++)
    lengths[symbol] = lengths[left[symbol]] + lengths[right[symbol]];
  return {
    left: left.slice(0, symbols),
    right: right.slice(0, symbols),
    lengths,
    stream: takenApart(sequence, left, right, symbols, values.length),
  };
}

/** Returns with how many symbols the whole takes the fewest bits; later ones are taken apart. */
function symbolsWorthKeeping(sequence: Uint16Array, left: Uint16Array, right: Uint16Array, leaves: number): number {
  const counts = new Float64Array(left.length);
  for (const symbol of sequence) counts[symbol]++;
  let fewest = Number.POSITIVE_INFINITY;
  let best = left.length;
  for (let symbols = left.length; symbols >= leaves; symbols--) {
    if (symbols % STEP === 0 || symbols === leaves || symbols === left.length) {
      const bits = bitsOf(counts.subarray(0, symbols));
      if (bits < fewest) [fewest, best] = [bits, symbols];
    }
    const last = symbols - 1;
    if (last < leaves) break;
    counts[left[last]] += counts[last];
    counts[right[last]] += counts[last];
  }
  return best;
}

/** Estimates the bits of a stream and its symbols: its entropy, but no code below one bit, and what the file says of each. */
function bitsOf(counts: Float64Array): number {
  const whole = Math.log2(counts.reduce((sum, count) => sum + count, 0));
  let bits = SYMBOL_BITS * counts.length;
  for (const count of counts) if (count > 0) bits += count * Math.max(1, whole - Math.log2(count));
  return bits;
}

/** Returns a stream of the first symbols alone, of at most so many. */
function takenApart(
  sequence: Uint16Array,
  left: Uint16Array,
  right: Uint16Array,
  symbols: number,
  most: number,
): Uint16Array {
  const stream = new Uint16Array(most);
  let length = 0;
  const rest: number[] = [];
  for (const first of sequence) {
    for (let symbol: number | undefined = first; symbol !== undefined; symbol = rest.pop()) {
      if (symbol < symbols) {
        stream[length++] = symbol;
        continue;
      }
      rest.push(right[symbol], left[symbol]);
    }
  }
  return stream.slice(0, length);
}
