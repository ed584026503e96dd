/** What contenders are charged for their programs: what a program never runs is no part of it. */

import { describe, expect, test } from 'vitest';
import { lengthOf } from '../../src/study/bundle.ts';
import { closureProgram, generatorProgram, hybridProgram } from '../../src/study/programs.ts';

describe('programs', () => {
  test('without the kernel hold nothing of it, nor of the search for kings and pawns', async () => {
    const generator = await lengthOf(generatorProgram('tic-tac-toe', 'generic'));
    expect(generator.wasm).toBe(0);
    expect(generator.brotli).toBeLessThan(27_200);
    const hybrid = await lengthOf(hybridProgram('awari', 'generic', ['pairs']));
    expect(hybrid.wasm).toBe(0);
    expect(hybrid.brotli).toBeLessThan(31_800);
  });

  test('with the kernel hold its program', async () => {
    const { wasm, brotli } = await lengthOf(generatorProgram('chess', 'kernel'));
    expect(wasm).toBeGreaterThan(20_000);
    expect(brotli).toBeLessThan(82_600);
  });

  test('that look into closures alone hold no engine', async () => {
    expect((await lengthOf(closureProgram('awari'))).brotli).toBeLessThan(6_000);
  });
});
