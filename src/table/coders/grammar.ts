/** Most symbols of a grammar: symbols are numbers below this. */
export const MOST_GRAMMAR_SYMBOLS = 65_536;

/**
 * A grammar of pairs. Symbols `0 .. alphabetSize - 1` are codes of cells. Symbol `alphabetSize + i` is symbol `left[i]`
 * followed by `right[i]`; both are smaller.
 */
export interface Grammar {
  readonly alphabetSize: number;
  readonly left: Uint16Array;
  readonly right: Uint16Array;
}

/** The result of `pairUp`. */
export interface Pairing {
  readonly grammar: Grammar;
  /** The remaining sequence of symbols, a view of the given array. */
  readonly sequence: Uint16Array;
}

/** Limits of `pairUp`. */
export interface PairingOptions {
  /** Most rules. */
  readonly rules: number;
  /** Least occurrences of a replaced pair. */
  readonly least: number;
  /** Most cells of a symbol. */
  readonly cells: number;
}

/** Most slots for pairs. With more different pairs, a pass does not count some of the rarer ones. */
const SLOTS = 1 << 20;
const FEWEST_BITS = 10;
const PROBES = 16;
/** Least frequency, as a share of the highest one, of the pairs that are replaced in the same pass. */
const SHARE = 0.6;
/** Key of an empty slot. Both a and b of pair a b are below 2^16, so no pair has this key. */
const FREE = -1;

/**
 * Replaces frequent pairs in `sequence`, which is overwritten, by new symbols. This is Re-Pair (N. J. Larsson and A.
 * Moffat, Off-line dictionary-based compression, Proc. IEEE 88, 2000): the most frequent pair of neighbours becomes a
 * new symbol, again and again. Larsson and Moffat keep all pairs in a priority queue. Here each pass over the sequence
 * counts all pairs and replaces those among the most frequent that cannot overlap. So memory is two bytes per cell, and
 * time is some hundred passes over a sequence that soon is short.
 */
export function pairUp(sequence: Uint16Array, alphabetSize: number, options: PairingOptions): Pairing {
  const most = Math.min(options.rules, MOST_GRAMMAR_SYMBOLS - alphabetSize);
  const left = new Uint16Array(most);
  const right = new Uint16Array(most);
  const cells = new Uint32Array(alphabetSize + most).fill(1, 0, alphabetSize);
  let rules = 0;
  let length = sequence.length;

  let capacity = 1 << FEWEST_BITS;
  while (capacity < Math.min(SLOTS, 4 * length)) capacity *= 2;
  const keys = new Int32Array(capacity);
  const counts = new Uint32Array(capacity);
  const symbols = new Int32Array(capacity);
  const slots = new Int32Array(capacity); // the used ones
  let used = 0;
  let bits = FEWEST_BITS;
  const find = (key: number): number => {
    const mask = (1 << bits) - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> (32 - bits);
    for (let probe = 0; probe < PROBES; probe++) {
      const there = keys[slot];
      if (there === key || there === FREE) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  };

  while (rules < most) {
    // Count. A run of three equal symbols holds one pair.
    const last = alphabetSize + rules;
    while (1 << bits < Math.min(capacity, 4 * last * last)) bits++;
    keys.fill(FREE, 0, 1 << bits);
    used = 0;
    let before = -1;
    for (let i = 0; i + 1 < length; i++) {
      const key = (sequence[i] << 16) | sequence[i + 1];
      if (key === before && sequence[i] === sequence[i + 1]) {
        before = -1;
        continue;
      }
      before = key;
      const slot = find(key);
      if (slot < 0) continue;
      if (keys[slot] === FREE) {
        keys[slot] = key;
        counts[slot] = 1;
        symbols[slot] = -1;
        slots[used++] = slot;
      } else counts[slot]++;
    }

    // Choose.
    const fits = (key: number): boolean => cells[key >>> 16] + cells[key & 0xffff] <= options.cells;
    let top = 0;
    for (let u = 0; u < used; u++) {
      const slot = slots[u];
      if (counts[slot] > top && fits(keys[slot])) top = counts[slot];
    }
    if (top < options.least) break;
    const floor = Math.max(options.least, Math.ceil(top * SHARE));
    const candidates = slots.subarray(0, used).filter((slot) => counts[slot] >= floor && fits(keys[slot]));
    candidates.sort((a, b) => counts[b] - counts[a] || (keys[a] >>> 0) - (keys[b] >>> 0));
    const starts = new Uint8Array(last);
    const ends = new Uint8Array(last);
    for (const slot of candidates) {
      if (rules === most) break;
      const a = keys[slot] >>> 16;
      const b = keys[slot] & 0xffff;
      if (ends[a] || starts[b]) continue; // would overlap another one
      if (a === b && (starts[a] || ends[a])) continue;
      starts[a] = 1;
      ends[b] = 1;
      symbols[slot] = alphabetSize + rules;
      left[rules] = a;
      right[rules] = b;
      cells[alphabetSize + rules] = cells[a] + cells[b];
      rules++;
    }

    // Replace.
    let to = 0;
    let i = 0;
    for (; i + 1 < length; i++) {
      const a = sequence[i];
      if (starts[a] === 1) {
        const slot = find((a << 16) | sequence[i + 1]);
        if (slot >= 0 && keys[slot] !== FREE && symbols[slot] >= 0) {
          sequence[to++] = symbols[slot];
          i++;
          continue;
        }
      }
      sequence[to++] = a;
    }
    if (i < length) sequence[to++] = sequence[i];
    length = to;
  }
  return {
    grammar: { alphabetSize, left: left.slice(0, rules), right: right.slice(0, rules) },
    sequence: sequence.subarray(0, length),
  };
}

/** Returns the number of cells of each symbol. */
export function cellsOfSymbols({ alphabetSize, left, right }: Grammar): Float64Array {
  const cells = new Float64Array(alphabetSize + left.length).fill(1, 0, alphabetSize);
  for (let i = 0; i < left.length; i++) cells[alphabetSize + i] = cells[left[i]] + cells[right[i]];
  return cells;
}
