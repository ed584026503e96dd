import { expect, test } from 'vitest';
import { UNUSED } from '../../src/game/value.ts';
import { CodedValues, type CodeStream, type Values } from '../../src/game/values.ts';
import { readOnce } from '../../src/make/read-once.ts';

/** Outcomes in two bits, in pieces that share one buffer. */
class Outcomes implements Values {
  readonly length = 24;
  readonly byteLength = 6;
  walks = 0;

  at(index: number): number {
    return index;
  }

  read(from: number, out: Int16Array): void {
    out.forEach((_, i) => (out[i] = from + i));
  }

  stream(): CodeStream {
    return { bits: 2, meaning: Int16Array.of(0, 1, -1, UNUSED), pieces: this.#pieces(), isGathered: true };
  }

  *#pieces(): Generator<Uint8Array, void, void> {
    this.walks++;
    const piece = new Uint8Array(2);
    for (let i = 0; i < 3; i++) {
      piece.set([16 * i + 1, 16 * i + 2]);
      yield piece;
    }
  }
}

function bytesOf({ stream }: { stream: CodeStream }): number[] {
  return [...stream.pieces].flatMap((piece) => [...piece]);
}

test('outcomes are asked for once, and the second walk gives what the first gave', () => {
  const outcomes = new Outcomes();
  const once = readOnce(outcomes);
  const expected = [1, 2, 17, 18, 33, 34];
  const first: number[] = [];
  for (const piece of once.stream!().pieces) first.push(...piece);
  expect(first).toEqual(expected);
  expect(bytesOf({ stream: once.stream!() })).toEqual(expected);
  expect(bytesOf({ stream: once.stream!() })).toEqual(expected);
  expect(outcomes.walks).toBe(1);
  expect([once.length, once.at(7), once.byteLength]).toEqual([24, 7, 12]);
  const out = new Int16Array(3);
  once.read(4, out);
  expect([...out]).toEqual([4, 5, 6]);
});

test('a walk that breaks off keeps nothing', () => {
  const outcomes = new Outcomes();
  const once = readOnce(outcomes);
  for (const piece of once.stream!().pieces) if (piece[0] === 17) break;
  expect(bytesOf({ stream: once.stream!() })).toEqual([1, 2, 17, 18, 33, 34]);
  expect(outcomes.walks).toBe(2);
});

test('other values stay as they are', () => {
  const coded = new CodedValues(Uint8Array.of(0, 1), Int16Array.of(0, 5));
  expect(readOnce(coded)).toBe(coded);
});
