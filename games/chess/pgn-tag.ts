import { latin1Text } from './bytes.ts';

const NAME_LENGTH = 64;
const VALUE_LENGTH = 255;

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;

const NAME = 0;
const VALUE = 1;
const ESCAPE = 2;
const END = 3;

/** What a byte made of a tag: it goes on, it is complete, or it cannot be read. */
export const GOES_ON = 0;
export const COMPLETE = 1;
export const WITHOUT_VALUE = 2;
export const NOT_CLOSED = 3;

/** Values of tags are UTF-8 in many files, against the standard. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A tag pair, `[Name "value"]`, read byte by byte. What is too long is cut. */
export class PgnTag {
  readonly #name: Uint8Array = new Uint8Array(NAME_LENGTH);
  readonly #value: Uint8Array = new Uint8Array(VALUE_LENGTH);
  #nameLength = 0;
  #valueLength = 0;
  #state = NAME;

  /** The name of the complete tag. */
  get name(): string {
    return latin1Text(this.#name, this.#nameLength);
  }

  /** The value of the complete tag. */
  get value(): string {
    return UTF8.decode(this.#value.subarray(0, this.#valueLength));
  }

  /** Begins after "[". */
  begin(): void {
    this.#nameLength = 0;
    this.#valueLength = 0;
    this.#state = NAME;
  }

  /** Begins after the quotation mark of the value. The name is left out. */
  beginValue(): void {
    this.begin();
    this.#state = VALUE;
  }

  /** Reads a byte. */
  read(byte: number): typeof GOES_ON | typeof COMPLETE | typeof WITHOUT_VALUE | typeof NOT_CLOSED {
    if (byte === LF) return NOT_CLOSED;
    const state = this.#state;
    if (state === NAME) {
      if (byte === QUOTE) this.#state = VALUE;
      else if (byte === CLOSE_BRACKET) return WITHOUT_VALUE;
      else if (byte > 32 && this.#nameLength < NAME_LENGTH) this.#name[this.#nameLength++] = byte;
      return GOES_ON;
    }
    if (state === END) return byte === CLOSE_BRACKET ? COMPLETE : GOES_ON;
    if (state === ESCAPE) this.#state = VALUE;
    else if (byte === QUOTE || byte === BACKSLASH) {
      this.#state = byte === QUOTE ? END : ESCAPE;
      return GOES_ON;
    }
    if (this.#valueLength < VALUE_LENGTH) this.#value[this.#valueLength++] = byte;
    return GOES_ON;
  }
}
