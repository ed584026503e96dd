/**
 * Trees as a program in C reads them that was written from docs/trees-format.md, against the kernel: here what a file may hold; in
 * forest-decoder-pieces, -white-pawns, -black-pawns and forest-decoder.slow every cell of whole classes.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDocument } from '../support/documents.ts';
import { compareDecoded, describeDecoder, learn, SOURCE, treesOf } from '../support/forest-decoder.ts';

test('the decoder is short, and includes the standard library alone', () => {
  const source = readFileSync(SOURCE, 'utf8');
  expect(source.match(/\n/g)!.length).toBeLessThanOrEqual(400);
  const included = [...source.matchAll(/^#include (.*)$/gm)].map(([, name]) => name);
  expect(included).toEqual(['<stdint.h>', '<stdio.h>', '<stdlib.h>', '<string.h>']);
});

describeDecoder(({ directory, program }) => {
  test.each([
    ['wdl', false],
    ['wdl-one-side', false],
    ['wdl-one-side', true],
  ] as const)('%s, open where exits settle cells: %s', async (representation, exits) => {
    const into = join(directory, `${representation} ${exits}`);
    await learn('KPvK', into, representation, exits);
    for (const table of ['KvK', 'KNvK', 'KRvK', 'KPvK']) {
      const { sides, positions, lower } = await compareDecoded(program(), table, treesOf(table, into), exits);
      expect(sides.length, table).toBe(representation === 'wdl' && table !== 'KvK' ? 2 : 1);
      expect(positions).toBeGreaterThan(400);
      if (table === 'KPvK') expect(lower > 0).toBe(exits);
    }
  });

  test('the symbols that the page shows are those of the file', async () => {
    await learn('KRvK', directory, 'wdl');
    const { stdout } = spawnSync(program(), ['-t', treesOf('KRvK', directory)], { encoding: 'utf8' });
    const [, shown] = /<!-- symbols -->\n```text\n([^`]+)```/.exec(readDocument('docs/trees-format.md'))!;
    expect(stdout).toBe(shown);
  });

  test('a file that is no table, or ends too early, is refused', () => {
    const { status, stderr } = spawnSync(program(), [SOURCE], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, 'decoder: no table of version 2\n']);
  });
});
