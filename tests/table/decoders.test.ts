/** What the registry says that the programs of coders take is what the built modules take. */

import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { TABLE_CODERS } from '../../src/table/coders/index.ts';

const BUILT = fileURLToPath(new URL('../../dist/', import.meta.url));
const FOLDERS = ['coders', 'trees'].map((name) => join(BUILT, 'src/table', name, '/'));
const IMPORT = /^\s*import\b[^'";]*?\bfrom\s*['"](\.[^'"]+)['"]/gm;
/** What reads many cells at once is no part of a program that answers questions. */
const LEFT_OUT = ['index.js', 'rows.js', 'rows-of-cells.js'];
/** Small changes of the code need no new figures. */
const TOLERANCE = 0.02;

/** The module and what it imports from the folders, once each. */
function modulesOf(module: string): string[] {
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path) || !FOLDERS.includes(join(dirname(path), '/')) || LEFT_OUT.includes(basename(path))) return;
    const text = readFileSync(path, 'utf8');
    texts.set(path, text);
    for (const [, target] of text.matchAll(IMPORT)) visit(resolve(dirname(path), target));
  };
  visit(join(BUILT, `${module}.js`));
  return [...texts.keys()].sort().map((path) => texts.get(path)!);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function bytesOf(module: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(modulesOf(module).map(withoutComments).join('\n'), { params }).length;
}

test.each(TABLE_CODERS)('the program that reads $coder.id takes the bytes that plans charge', (registered) => {
  const bytes = bytesOf(registered.module);
  expect(bytes).toBeGreaterThan(500);
  const off = Math.abs(registered.decoderBytes - bytes) / bytes;
  expect(off, `${registered.coder.id} takes ${bytes} bytes: write that in the registry`).toBeLessThan(TOLERANCE);
});
