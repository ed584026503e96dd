const TOP = 2 ** 24;
const FULL = 2 ** 32;

/** Bytes of the lower bound, including the one of the carry. */
const BOUND_BYTES = 5;

/**
 * The output bytes of a range encoder. The encoder's lower bound may still overflow into earlier bytes. So the last
 * byte is held back, together with the bytes of 255 after it, since a carry would run through them. This follows the
 * LZMA specification (I. Pavlov, 2015).
 */
export class CarriedBytes {
  /** The encoder's lower bound, below 2^40. */
  low = 0;
  readonly #bytes: number[] = [];
  #held = 0;
  /** Bytes of 255 after the held one. */
  #pending = 0;
  /** Whether the held byte is the first, which is dropped: the lower bound starts below 2^32. */
  #first = true;

  /** Moves the highest of the four bytes of the lower bound to the output, and the others up by a byte. */
  shift(): void {
    const low = this.low;
    if (low < 0xff00_0000 || low >= FULL) {
      const carry = low >= FULL ? 1 : 0;
      if (!this.#first) this.#bytes.push((this.#held + carry) & 255);
      this.#first = false;
      for (; this.#pending > 0; this.#pending--) this.#bytes.push((255 + carry) & 255);
      this.#held = Math.floor(low / TOP) & 255;
    } else this.#pending++;
    this.low = (low % TOP) * 256;
  }

  /**
   * Returns all bytes with those of the last bound, without up to `zeros` zeros at the end, which the decoder supplies.
   */
  finish(zeros: number): Uint8Array {
    for (let i = 0; i < BOUND_BYTES; i++) this.shift();
    const bytes = this.#bytes;
    const least = Math.max(0, bytes.length - zeros);
    let length = bytes.length;
    while (length > least && bytes[length - 1] === 0) length--;
    return Uint8Array.from(bytes.slice(0, length));
  }
}
