/** The quick examples of the guides are run, in order, in a folder of its own for each guide; guides.slow.test.ts runs the others. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  examplesOf,
  GUIDES,
  Folders,
  isLeftOut,
  isSlow,
  PROJECT,
  readDocument,
  runExample,
} from './support/documents.ts';

/** The guides that dump files, and how many. */
const DUMPS = new Map([
  ['docs/tables-and-file-format.md', 3],
  ['docs/trees-format.md', 2],
]);
const folders = new Folders();
afterAll(() => folders.remove());

describe.each(GUIDES)('%s', (guide) => {
  const folder = folders.make();
  const examples = examplesOf(readDocument(guide)).filter((each) => !isLeftOut(each) && !isSlow(each));
  test.each(examples.map((example, i) => [i + 1, example] as const))('example %i', (_, example) => {
    expect(runExample(example, folder)).toEqual([]);
  });

  const dumps = dumpsOf(readDocument(guide));
  expect(dumps.length).toBe(DUMPS.get(guide) ?? 0);
  test.each(dumps)('the dump of %s is the file', (path, dumped) => {
    expect(dumped).toBe(readFileSync(join(path.startsWith('tests/') ? PROJECT : folder, path)).toString('hex'));
  });
});

/**
 * Tables of offset, bytes and meaning, each after a comment that names the file, made by the examples or among the tests.
 * The offsets are tested here.
 */
function dumpsOf(text: string): [path: string, bytes: string][] {
  const dumps = [...text.matchAll(/<!-- dump: (\S+) -->\n((?:\|.*\n)+)/g)];
  return dumps.map(([, path, table]) => {
    let bytes = '';
    for (const [, offset, row] of table.matchAll(/^\| `([0-9a-f]+)` \| `([0-9a-f ]+)` \|/gm)) {
      expect(Number.parseInt(offset, 16), `offset of ${row}`).toBe(bytes.length / 2);
      bytes += row.replaceAll(' ', '');
    }
    return [path, bytes];
  });
}

const documents = readdirSync(join(PROJECT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

test.each(['README.md', ...documents])('%s: every link within the project leads somewhere', (path) => {
  const text = readDocument(path);
  for (const [, target] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
    const [file, anchor] = target.split('#');
    const linked = file === '' ? path : join(dirname(path), file);
    expect(existsSync(join(PROJECT, linked)), `${path} links to ${target}`).toBe(true);
    if (anchor !== undefined) expect(headingsOf(readDocument(linked)), `${path} links to ${target}`).toContain(anchor);
  }
});

function headingsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

test('every file of test data has its source told', () => {
  const sources = readDocument('docs/sources.md');
  for (const name of readdirSync(join(PROJECT, 'tests/data'))) expect(sources).toContain(`\`${name}\``);
});
