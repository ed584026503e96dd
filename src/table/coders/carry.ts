/**
 * The bytes that a range encoder gives off. Its lower bound may still overflow into bytes that it has left behind, so the
 * last of them is held back, and with it the bytes of 255 that follow, through which a carry would run. As in the LZMA
 * specification (I. Pavlov, 2015).
 */

const TOP = 2 ** 24;
const FULL = 2 ** 32;

/** Bytes of the lower bound, the one that holds the carry included. */
const BOUND_BYTES = 5;

export class CarriedBytes {
  /** The encoder's lower bound, below 2^40. */
  low = 0;
  readonly #bytes: number[] = [];
  #held = 0;
  /** Bytes of 255 after the one that is held. */
  #pending = 0;
  /** The first byte that is held stands for none: the lower bound starts below 2^32. */
  #first = true;

  /** Takes over the highest of the four bytes of the lower bound, which moves up by a byte. */
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

  /** All bytes, those of the last bound included; up to `zeros` zeros at the end are left out, which the decoder supplies. */
  finish(zeros: number): Uint8Array {
    for (let i = 0; i < BOUND_BYTES; i++) this.shift();
    const bytes = this.#bytes;
    const least = Math.max(0, bytes.length - zeros);
    let length = bytes.length;
    while (length > least && bytes[length - 1] === 0) length--;
    return Uint8Array.from(bytes.slice(0, length));
  }
}
