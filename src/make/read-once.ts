import type { CodeStream, Values } from '../game/values.ts';

/**
 * Returns the same values, whose outcomes are read from the engine in the first walk only: the pawn placements of five
 * men are gathered for seconds. They are kept in two bits an index, which is what the engine takes for them; codes of a
 * byte would be too many, and are gathered again.
 */
export function readOnce(values: Values): Values {
  const stream = values.stream?.();
  return stream?.bits === 2 && stream.isGathered ? new ReadOnce(values) : values;
}

class ReadOnce implements Values {
  readonly length: number;
  readonly byteLength: number;
  readonly #values: Values;
  #kept: readonly Uint8Array[] | undefined;

  constructor(values: Values) {
    this.length = values.length;
    this.byteLength = values.byteLength + values.length / 4;
    this.#values = values;
  }

  at(index: number): number {
    return this.#values.at(index);
  }

  read(from: number, out: Int16Array): void {
    this.#values.read(from, out);
  }

  stream(): CodeStream {
    const stream = this.#values.stream!();
    return { ...stream, pieces: this.#kept ?? this.#keeping(stream.pieces) };
  }

  *#keeping(pieces: CodeStream['pieces']): Generator<Uint8Array, void, void> {
    const kept: Uint8Array[] = [];
    for (const piece of pieces) {
      kept.push(new Uint8Array(piece));
      yield kept.at(-1)!;
    }
    this.#kept = kept;
  }
}
