/** What src/make/decoders.ts says that programs take is what the built modules take. */

import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { DECODER_BYTES } from '../../src/make/decoders.ts';
import { CODERS } from '../../src/table/index.ts';

const FOLDER = fileURLToPath(new URL('../../dist/src/table/coders/', import.meta.url));
const IMPORT = /^\s*import\b[^'";]*?\bfrom\s*['"](\.[^'"]+)['"]/gm;
/** Coders that live in other modules than the one of their name. */
const MODULES: Readonly<Record<string, readonly string[]>> = { 'pairs-arranged': ['arranged', 'pairs'] };
/** Small changes of the code need no new figures. */
const TOLERANCE = 0.02;

/** The module and what it imports from the folder, once each. */
function modulesOf(id: string): string[] {
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path) || join(dirname(path), '/') !== FOLDER || basename(path) === 'index.js') return;
    const text = readFileSync(path, 'utf8');
    texts.set(path, text);
    for (const [, target] of text.matchAll(IMPORT)) visit(resolve(FOLDER, target));
  };
  for (const name of MODULES[id] ?? [id]) visit(join(FOLDER, `${name}.js`));
  return [...texts.keys()].sort().map((path) => texts.get(path)!);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function bytesOf(id: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(modulesOf(id).map(withoutComments).join('\n'), { params }).length;
}

test('every coder has its figure', () => {
  expect(Object.keys(DECODER_BYTES).sort()).toEqual(Object.keys(CODERS).sort());
});

test.each(Object.keys(CODERS))('the program that reads %s takes the bytes that plans charge', (id) => {
  const bytes = bytesOf(id);
  expect(bytes).toBeGreaterThan(500);
  const off = Math.abs(DECODER_BYTES[id] - bytes) / bytes;
  expect(off, `${id} takes ${bytes} bytes: write that in src/make/decoders.ts`).toBeLessThan(TOLERANCE);
});
