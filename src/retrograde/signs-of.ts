import { UNUSED, type Value, WDL } from '../game/value.ts';
import type { Values } from '../game/values.ts';

/** The outcomes that other values tell, which stay where they are. */
export class SignsOf implements Values {
  readonly length: number;
  readonly byteLength: number;
  readonly #values: Values;

  constructor(values: Values) {
    this.length = values.length;
    this.byteLength = values.byteLength;
    this.#values = values;
  }

  at(index: number): number {
    return signOf(this.#values.at(index));
  }

  read(from: number, out: Int16Array): void {
    this.#values.read(from, out);
    for (let i = 0; i < out.length; i++) out[i] = signOf(out[i]);
  }
}

function signOf(v: number): number {
  return v === UNUSED ? v : WDL.further(v as Value);
}
