import type { CellReader, Cells, Coder } from '../../table/coder.ts';
import { checkCells } from '../../table/coders/bits.ts';
import { plain } from '../../table/coders/plain.ts';
import { filled } from '../../make/represent.ts';

/** A circuit of selectors. Wires `0 .. alphabetSize - 1` are the codes; the outputs of the gates follow. */
export interface Circuit {
  /** The selecting bit of each gate. */
  readonly bits: Uint8Array;
  /** Two wires per gate: its output if the bit is 0 and if it is 1. */
  readonly inputs: Uint32Array;
  /** The wire of the result. */
  readonly output: number;
}

/** Returns the circuit of the cells, the reduced decision diagram; gates come before those that use them. */
export function circuitOf(cells: Cells): Circuit {
  let wires: Uint32Array = Uint32Array.from(filled(cells));
  const bits: number[] = [];
  const inputs: number[] = [];
  for (let bit = 0; wires.length > 1 || bit === 0; bit++) {
    const known = new Map<number, number>();
    const above = new Uint32Array(Math.ceil(wires.length / 2));
    for (let i = 0; i < above.length; i++) {
      const zero = wires[2 * i];
      // cells beyond the end may have any code
      const one = 2 * i + 1 < wires.length ? wires[2 * i + 1] : zero;
      if (zero === one) {
        above[i] = zero;
        continue;
      }
      const key = zero * 2 ** 26 + one;
      let gate = known.get(key);
      if (gate === undefined) {
        gate = cells.alphabetSize + bits.length;
        bits.push(bit);
        inputs.push(zero, one);
        known.set(key, gate);
      }
      above[i] = gate;
    }
    wires = above;
  }
  return { bits: Uint8Array.from(bits), inputs: Uint32Array.from(inputs), output: wires[0] ?? 0 };
}

/** Returns the number of bits that the diagram reads for one cell. */
export function bitsRead({ bits, inputs, output }: Circuit, alphabetSize: number, cell: number): number {
  let wire = output;
  let read = 0;
  while (wire >= alphabetSize) {
    const gate = wire - alphabetSize;
    wire = inputs[2 * gate + ((cell >>> bits[gate]) & 1)];
    read++;
  }
  return read;
}

class CircuitReader implements CellReader {
  readonly #length: number;
  readonly #alphabetSize: number;
  readonly #circuit: Circuit;
  readonly #wires: Uint16Array;

  constructor(length: number, alphabetSize: number, circuit: Circuit) {
    this.#length = length;
    this.#alphabetSize = alphabetSize;
    this.#circuit = circuit;
    this.#wires = new Uint16Array(alphabetSize + circuit.bits.length);
    for (let colour = 0; colour < alphabetSize; colour++) this.#wires[colour] = colour;
  }

  at(cell: number): number {
    const { bits, inputs, output } = this.#circuit;
    const wires = this.#wires;
    const first = this.#alphabetSize;
    for (let gate = 0; gate < bits.length; gate++)
      wires[first + gate] = wires[inputs[2 * gate + ((cell >>> bits[gate]) & 1)]];
    return wires[output];
  }

  /** Reads many cells along their paths in the diagram: the same codes in reasonable time. */
  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    const { bits, inputs, output } = this.#circuit;
    const first = this.#alphabetSize;
    for (let i = 0; i < out.length; i++) {
      let wire = output;
      while (wire >= first) wire = inputs[2 * (wire - first) + (((from + i) >>> bits[wire - first]) & 1)];
      out[i] = wire;
    }
  }
}

/** The coder of plain cells packs the wires. It takes codes below 2^16, so each wire is stored in two parts. */
const PART = 2 ** 12;

function packed(values: ArrayLike<number>, alphabetSize: number): Uint8Array {
  return plain.encode({ length: values.length, alphabetSize: alphabetSize, codes: Uint16Array.from(values) });
}

function encode(cells: Cells): Uint8Array {
  const { bits, inputs, output } = circuitOf(cells);
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint32(0, bits.length, true);
  view.setUint32(4, output, true);
  const high = Math.ceil((cells.alphabetSize + bits.length) / PART) + 1;
  const parts = [
    head,
    packed(bits, 32),
    packed(
      inputs.map((wire) => wire % PART),
      PART,
    ),
    packed(
      inputs.map((wire) => Math.floor(wire / PART)),
      high,
    ),
  ];
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function unpacked(
  bytes: Uint8Array,
  at: number,
  count: number,
  alphabetSize: number,
): { values: Uint16Array; end: number } {
  const bitsEach = Math.ceil(Math.log2(alphabetSize));
  const end = at + (bitsEach === 0 ? 0 : Math.ceil((count * bitsEach) / 8) + 2);
  const values = new Uint16Array(count);
  plain.open(bytes.subarray(at, end), count, alphabetSize).read(0, values);
  return { values, end };
}

function open(bytes: Uint8Array, length: number, alphabetSize: number): CellReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const gates = view.getUint32(0, true);
  const selecting = unpacked(bytes, 8, gates, 32);
  const low = unpacked(bytes, selecting.end, 2 * gates, PART);
  const high = unpacked(bytes, low.end, 2 * gates, Math.ceil((alphabetSize + gates) / PART) + 1);
  const inputs = Uint32Array.from(low.values, (wire, i) => wire + PART * high.values[i]);
  return new CircuitReader(length, alphabetSize, {
    bits: Uint8Array.from(selecting.values),
    inputs,
    output: view.getUint32(4, true),
  });
}

/**
 * Encodes cells as a circuit of selectors over the bits of a cell's number. A probe evaluates every gate, whatever the
 * cell. The gates are the nodes of the reduced decision diagram (R. E. Bryant, 1986): equal parts of the table share
 * one gate, and a bit without influence has none.
 *
 *   bytes      field
 *   4          number of gates
 *   4          the wire of the result
 *   rest       the selecting bits of all gates, then the inputs of all gates, low parts before high parts, each packed
 *              in as few bits as they need; gates come before those that use them
 */
export const circuit: Coder = { id: 'circuit', encode, open };
