/** What memory is short for is compressed, not forgotten, and comes back as it was. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { METRICS } from '../../src/game/values.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { SolvedOutcomes } from '../../src/kernel/outcomes.ts';
import { PackedCodes } from '../../src/kernel/packed.ts';
import { type Man, type Problem, Problems } from '../../src/kernel/problem.ts';
import { codeBytesOf, type PlainCodes, type Solved, SolvedCodes } from '../../src/kernel/solved.ts';
import { CompressedProblem } from '../../src/kernel/compressed-problem.ts';

const KINGS = [
  { kind: 0, side: 0 },
  { kind: 0, side: 1 },
] as const;

test.each(METRICS)('%s: a problem that was pushed out is not solved again', async (metric) => {
  const roomy = new ProblemCache({ game: chess, metricCodes: METRIC_CODES[metric] });
  // Room for one king and piece against king (2 × 262,144 codes) as it is, and for the others compressed.
  const narrow = new ProblemCache({ game: chess, metricCodes: METRIC_CODES[metric], memory: 4 * 600_000 });
  const pieces = [1, 2, 3, 4].map((kind) => [...KINGS, { kind, side: 1 } as const]);
  const men: readonly (readonly Man[])[] = [KINGS, ...pieces];
  const resolve = (cache: ProblemCache): Problem[] =>
    men.map((some) => cache.problems.resolve(some, [[], some === KINGS ? [12] : []]).problem);
  const problems = resolve(narrow);
  // What the pawn becomes is solved for it; then nothing need be solved, although not even two of the pieces have room.
  await narrow.solved(problems[0], {});
  const solvedOnce = narrow.effort.problems;
  expect(solvedOnce).toBeGreaterThan(4);
  for (const [i, problem] of resolve(roomy).entries()) {
    expect(narrow.has(problems[i])).toBe(true);
    const { codes } = await narrow.solved(problems[i], {});
    const expected = await roomy.solved(problem, {});
    for (const side of [0, 1]) {
      expect(Buffer.compare(codeBytesOf(codes[side]), codeBytesOf(expected.codes[side]))).toBe(0);
    }
    expect(narrow.bytes).toBeLessThan(4 * 600_000);
  }
  expect(narrow.effort.problems).toBe(solvedOnce);
  narrow.forget();
  expect(narrow.bytes).toBe(0);
  expect(narrow.has(problems[0])).toBe(false);
});

test('codes of one byte and of two survive, whether or not they stand in memory that is used for something else', async () => {
  const { problem } = new Problems().resolve(KINGS, [[12], []]);
  const memory = new Uint8Array(8192).map((_, i) => i * 7);
  const wide = Uint16Array.from({ length: 4096 }, (_, i) => i);
  const lent: readonly [PlainCodes, PlainCodes] = [memory.subarray(1, 4097), wide];
  const expected = [lent[0].slice(), wide.slice()];
  const solved = new SolvedCodes(problem, lent, true);
  const squeezing = CompressedProblem.of(solved);
  await Promise.resolve();
  memory.fill(0);
  const squeezed = (await squeezing)!;
  expect(squeezed.byteLength).toBeLessThan(8192);
  const back = await squeezed.solved();
  expect(back.codes).toEqual(expected);
});

test('outcomes survive, a quarter of the bytes to begin with', async () => {
  const { problem } = new Problems().resolve(KINGS, [[12], []]);
  const bytes = [3, 5].map((factor) => new Uint8Array(1024).map((_, i) => i * factor));
  const solved = new SolvedOutcomes(problem, [new PackedCodes(bytes[0]), new PackedCodes(bytes[1])]);
  expect(solved.bytes).toBe(2048);
  const back = await (await CompressedProblem.of(solved))!.solved();
  for (const side of [0, 1] as const) {
    expect(codeBytesOf(back.codes[side])).toEqual(bytes[side]);
    for (const index of [0, 1, 2, 3, 4, 777, 4095]) expect(back.code(side, index)).toBe(solved.code(side, index));
  }
});

/** Returns a problem that has been a file. */
async function throughFile(solved: Solved): Promise<{ problem: Problem; bytes: Uint8Array; back: Solved }> {
  const { problem } = solved;
  const bytes = Buffer.concat((await CompressedProblem.of(solved, true))!.toFile());
  return { problem, bytes, back: await CompressedProblem.fromFile(problem, bytes)!.solved() };
}

test('files hold codes of all forms, and what gives another number of codes is refused', async () => {
  const { problem } = new Problems().resolve(KINGS, [[12], []]);
  const codes = [
    Uint8Array.from({ length: 4096 }, (_, i) => i * 3),
    Uint16Array.from({ length: 4096 }, (_, i) => i),
  ] as const;
  const mixed = await throughFile(new SolvedCodes(problem, codes));
  expect(mixed.back.codes).toEqual(codes);
  const packed = [new PackedCodes(new Uint8Array(1024).fill(27)), new PackedCodes(new Uint8Array(1024))] as const;
  const outcomes = await throughFile(new SolvedOutcomes(problem, packed));
  expect(outcomes.back).toBeInstanceOf(SolvedOutcomes);
  expect(outcomes.back.codes).toEqual(packed);
  const { bytes } = mixed;
  for (const wrong of [bytes.subarray(0, 5), Buffer.concat([Buffer.of(3), bytes.subarray(1)])]) {
    expect(CompressedProblem.fromFile(problem, wrong)).toBeUndefined();
  }
  const others = [
    bytes.subarray(0, -1),
    Buffer.concat([Buffer.of(2), bytes.subarray(1)]),
    Buffer.concat([Buffer.of(1), bytes.subarray(1)]),
  ];
  for (const wrong of others) {
    const reading = CompressedProblem.fromFile(problem, wrong)!.solved();
    await expect(reading).rejects.toThrow(/bytes where \d+ belong|unexpected end/);
  }
});

test('what two bits say is what a byte says, and all legal positions can be given the same', () => {
  const packed = new PackedCodes(Uint8Array.of(0b11_10_01_00, 0b00_01_10_11, 0b01_01_01_01, 0b11_11_00_00));
  const codes = [0, 1, 2, 255, 255, 2, 1, 0, 1, 1, 1, 1, 0, 0, 255, 255];
  expect([...packed.unpack()]).toEqual(codes);
  expect(codes.map((_, i) => packed.code(i))).toEqual(codes);
  for (const code of [0, 1, 2]) {
    const alike = packed.alike(code);
    expect([...alike.unpack()]).toEqual(codes.map((each) => (each === 255 ? 255 : code)));
    expect(alike.equals(packed)).toBe(false);
  }
  expect(packed.equals(new PackedCodes(packed.bytes.slice()))).toBe(true);
});
