/** The examples of the guides that take seconds. Those of one guide share a folder. */

import { afterAll, describe, expect, test } from 'vitest';
import { examplesOf, Folders, GUIDES, isSlow, readDocument, runExample } from './support/documents.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const slow = GUIDES.map((guide) => [guide, examplesOf(readDocument(guide)).filter(isSlow)] as const).filter(
  ([, examples]) => examples.length > 0,
);

describe.each(slow)('%s', (_, examples) => {
  const folder = folders.make();
  test.each(examples.map((example, i) => [i + 1, example] as const))('slow example %i', (__, example) => {
    expect(runExample(example, folder)).toEqual([]);
  });
});
