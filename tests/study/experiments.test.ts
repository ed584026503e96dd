/** An experiment is a folder: the key of a cached result depends on its measurement, not on its chapter. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXTENSION, ROOT } from '../../src/bundle/root.ts';
import { codeFiles } from '../../src/study/cache.ts';
import { ALL_EXPERIMENTS, EXPERIMENTS } from '../../src/study/experiments/index.ts';

const FOLDER = 'src/study/experiments';
const ids = ALL_EXPERIMENTS.map(({ id }) => id);

it('every folder is one experiment of the list, by its id', () => {
  const entries = readdirSync(join(ROOT, FOLDER), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.sort()).toEqual([...ids].sort());
});

it('an experiment that reads names one that measures', () => {
  const sources = ALL_EXPERIMENTS.flatMap((each) => ('from' in each ? [each.from] : []));
  expect(sources.length).toBeGreaterThan(0);
  for (const from of sources) expect(EXPERIMENTS.map(({ id }) => id)).toContain(from);
  for (const { weight } of EXPERIMENTS) expect(weight).toBeGreaterThanOrEqual(1);
});

it('the digest of the code leaves out what only draws the report', () => {
  const files = codeFiles();
  for (const each of ALL_EXPERIMENTS) {
    const data = 'from' in each ? 'read' : 'measure';
    expect(files).toContain(`${FOLDER}/${each.id}/${data}${EXTENSION}`);
    expect(files).not.toContain(`${FOLDER}/${each.id}/chapter${EXTENSION}`);
  }
  expect(files.filter((path) => path.startsWith('src/study/report'))).toEqual([]);
});
