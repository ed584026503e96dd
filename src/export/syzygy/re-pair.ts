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
/** Marks a place at which no occurrence of a pair is counted. */
const UNCOUNTED = -2;
const NOWHERE = -1;

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

/**
 * Replaces the most frequent pair of neighbours by a new symbol, again and again, as long as that is estimated to save
 * bits (N. J. Larsson and A. Moffat, "Off-line dictionary-based compression", 2000). All occurrences of a pair are chained,
 * so a replacement costs a constant, and the whole is linear.
 */
export class PairReplacer {
  /** By pair of symbols: its record plus 1. Large, so it is made once. */
  readonly #records = new Int32Array(1 << 24);
  /** By record: the pair, how often it is counted, and the first place in its chain. */
  #pairs = new Int32Array(1 << 12);
  #counts = new Int32Array(1 << 12);
  #heads = new Int32Array(1 << 12);
  #used = 0;
  readonly #heap = new CountHeap();
  readonly #left = new Uint16Array(MOST_SYMBOLS);
  readonly #right = new Uint16Array(MOST_SYMBOLS);
  readonly #lengths = new Uint16Array(MOST_SYMBOLS);
  #symbols = 0;
  #stream = new Uint16Array(0);
  /** By place: the places before and behind in the stream, and those in the chain of its pair. */
  #before = new Int32Array(0);
  #behind = new Int32Array(0);
  #last = new Int32Array(0);
  #next = new Int32Array(0);

  /** Compresses values of 12 bits. */
  compress(values: Uint16Array): PairGrammar {
    const leaves = this.#open(values);
    const kept = this.#replace(values.length);
    const grammar = this.#grammar(values.length, Math.max(kept, leaves));
    for (let record = 0; record < this.#used; record++) this.#records[this.#pairs[record]] = 0;
    this.#used = 0;
    this.#heap.clear();
    return grammar;
  }

  /** Gives each value a symbol, and counts all pairs. Returns the number of symbols. */
  #open(values: Uint16Array): number {
    const n = values.length;
    const symbolOf = new Int16Array(LEAF + 1).fill(-1);
    for (let i = 0; i < n; i++) symbolOf[values[i]] = 0;
    this.#symbols = 0;
    for (let value = 0; value <= LEAF; value++) {
      if (symbolOf[value] < 0) continue;
      symbolOf[value] = this.#symbols;
      this.#add(value, LEAF, 1);
    }
    this.#stream = new Uint16Array(n);
    this.#before = new Int32Array(n);
    this.#behind = new Int32Array(n);
    this.#last = new Int32Array(n).fill(UNCOUNTED);
    this.#next = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      this.#stream[i] = symbolOf[values[i]];
      this.#before[i] = i - 1;
      this.#behind[i] = i + 1 < n ? i + 1 : NOWHERE;
    }
    for (let i = 0; i + 1 < n; i++) this.#count(i);
    this.#enqueue(0);
    return this.#symbols;
  }

  #add(left: number, right: number, length: number): number {
    const symbol = this.#symbols++;
    this.#left[symbol] = left;
    this.#right[symbol] = right;
    this.#lengths[symbol] = length;
    return symbol;
  }

  /** Counts the pair at a place, unless it overlaps one of the same that is counted, or would have too many values. */
  #count(place: number): void {
    const a = this.#stream[place];
    const b = this.#stream[this.#behind[place]];
    if (this.#lengths[a] + this.#lengths[b] > MOST_VALUES) return;
    if (a === b && (this.#isCounted(this.#before[place], a) || this.#isCounted(this.#behind[place], a))) return;
    const pair = (a << 12) | b;
    let record = this.#records[pair] - 1;
    if (record < 0) {
      record = this.#used++;
      if (record === this.#pairs.length) this.#grow();
      this.#records[pair] = record + 1;
      this.#pairs[record] = pair;
      this.#counts[record] = 0;
      this.#heads[record] = NOWHERE;
    }
    const head = this.#heads[record];
    this.#last[place] = NOWHERE;
    this.#next[place] = head;
    if (head >= 0) this.#last[head] = place;
    this.#heads[record] = place;
    this.#counts[record]++;
  }

  /** Returns whether a pair of equal symbols is counted at a place. */
  #isCounted(place: number, symbol: number): boolean {
    if (place < 0 || this.#last[place] === UNCOUNTED) return false;
    return this.#stream[place] === symbol && this.#stream[this.#behind[place]] === symbol;
  }

  /** Takes back what `count` counted at a place. */
  #discount(place: number): void {
    const last = this.#last[place];
    if (last === UNCOUNTED) return;
    const next = this.#next[place];
    const record = this.#records[(this.#stream[place] << 12) | this.#stream[this.#behind[place]]] - 1;
    if (last >= 0) this.#next[last] = next;
    else this.#heads[record] = next;
    if (next >= 0) this.#last[next] = last;
    this.#last[place] = UNCOUNTED;
    this.#counts[record]--;
  }

  #grow(): void {
    const grown = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const array = new Int32Array(2 * old.length);
      array.set(old);
      return array;
    };
    this.#pairs = grown(this.#pairs);
    this.#counts = grown(this.#counts);
    this.#heads = grown(this.#heads);
  }

  /** Puts the records from one on into the queue. */
  #enqueue(from: number): void {
    for (let record = from; record < this.#used; record++) {
      if (this.#counts[record] >= FEWEST) this.#heap.push(this.#counts[record], record);
    }
  }

  /** Replaces pairs. Returns the number of symbols with which the whole takes the fewest bits. */
  #replace(n: number): number {
    const cost = new StreamCost(this.#stream.subarray(0, n), this.#symbols);
    let fewest = cost.bits;
    let kept = this.#symbols;
    while (this.#symbols < MOST_SYMBOLS) {
      const record = this.#heap.pop(this.#counts);
      if (record < 0) break;
      const count = this.#counts[record];
      if (count < FEWEST) break;
      const pair = this.#pairs[record];
      const [a, b] = [pair >> 12, pair & 0xfff];
      const symbol = this.#add(a, b, this.#lengths[a] + this.#lengths[b]);
      const from = this.#used;
      this.#replaceAll(record, symbol);
      this.#enqueue(from);
      cost.replace(a, b, symbol, count);
      const { bits } = cost;
      if (bits < fewest) {
        fewest = bits;
        kept = this.#symbols;
      }
    }
    return kept;
  }

  /** Replaces each occurrence of a pair. */
  #replaceAll(record: number, symbol: number): void {
    const stream = this.#stream;
    const behind = this.#behind;
    const before = this.#before;
    for (let place = this.#heads[record]; place >= 0; ) {
      const following = this.#next[place];
      const second = behind[place];
      const third = behind[second];
      const first = before[place];
      if (first >= 0) this.#discount(first);
      if (third >= 0) this.#discount(second);
      this.#discount(place);
      stream[place] = symbol;
      behind[place] = third;
      if (third >= 0) before[third] = place;
      if (first >= 0) this.#count(first);
      if (third >= 0) this.#count(place);
      place = following;
    }
  }

  /** Returns what the first symbols make of the stream: later ones are taken apart. */
  #grammar(n: number, symbols: number): PairGrammar {
    const stream = new Uint16Array(n);
    let length = 0;
    const rest: number[] = [];
    for (let place = 0; place >= 0; place = this.#behind[place]) {
      rest.push(this.#stream[place]);
      while (rest.length > 0) {
        const symbol = rest.pop()!;
        if (symbol < symbols) stream[length++] = symbol;
        else rest.push(this.#right[symbol], this.#left[symbol]);
      }
    }
    return {
      left: this.#left.slice(0, symbols),
      right: this.#right.slice(0, symbols),
      lengths: this.#lengths.slice(0, symbols),
      stream: stream.slice(0, length),
    };
  }
}

/** Estimates the bits of a stream and its symbols: its entropy, but no code below one bit, and what the file says of each. */
class StreamCost {
  readonly #counts = new Int32Array(MOST_SYMBOLS);
  #symbols: number;
  #length: number;

  constructor(stream: Uint16Array, symbols: number) {
    this.#symbols = symbols;
    this.#length = stream.length;
    for (let i = 0; i < stream.length; i++) this.#counts[stream[i]]++;
  }

  get bits(): number {
    const whole = Math.log2(this.#length);
    let bits = SYMBOL_BITS * this.#symbols;
    for (let symbol = 0; symbol < this.#symbols; symbol++) {
      const count = this.#counts[symbol];
      if (count > 0) bits += count * Math.max(1, whole - Math.log2(count));
    }
    return bits;
  }

  replace(a: number, b: number, symbol: number, count: number): void {
    this.#counts[a] -= count;
    this.#counts[b] -= count;
    this.#counts[symbol] += count;
    this.#length -= count;
    this.#symbols++;
  }
}

/** A queue of records, the largest count first, and of equal ones the oldest. Counts only fall, so they are looked up late. */
class CountHeap {
  #counts = new Int32Array(1 << 12);
  #records = new Int32Array(1 << 12);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  push(count: number, record: number): void {
    if (this.#length === this.#counts.length) {
      const [counts, records] = [this.#counts, this.#records];
      this.#counts = new Int32Array(2 * counts.length);
      this.#records = new Int32Array(2 * counts.length);
      this.#counts.set(counts);
      this.#records.set(records);
    }
    let i = this.#length++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#isFirst(count, record, parent)) break;
      this.#counts[i] = this.#counts[parent];
      this.#records[i] = this.#records[parent];
      i = parent;
    }
    this.#counts[i] = count;
    this.#records[i] = record;
  }

  /** Returns the record that counts most now, or -1. */
  pop(now: Int32Array): number {
    while (this.#length > 0) {
      const record = this.#records[0];
      const isCurrent = this.#counts[0] === now[record];
      this.#shrink();
      if (isCurrent) return record;
      if (now[record] >= FEWEST) this.push(now[record], record);
    }
    return -1;
  }

  #shrink(): void {
    const n = --this.#length;
    if (n === 0) return;
    const count = this.#counts[n];
    const record = this.#records[n];
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= n) break;
      if (child + 1 < n && this.#isFirst(this.#counts[child + 1], this.#records[child + 1], child)) child++;
      if (this.#isFirst(count, record, child)) break;
      this.#counts[i] = this.#counts[child];
      this.#records[i] = this.#records[child];
      i = child;
    }
    this.#counts[i] = count;
    this.#records[i] = record;
  }

  #isFirst(count: number, record: number, i: number): boolean {
    return count > this.#counts[i] || (count === this.#counts[i] && record < this.#records[i]);
  }
}
