/**
 * Bytes of the program that reads each coder's tables: its module and what it imports from the coders' folder, compressed
 * with brotli at its highest quality. Codecs whose decoder comes with the runtime cost nothing, and what every table needs
 * belongs to the solver.
 */

import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { CODERS } from '../table/index.ts';

const HERE = fileURLToPath(import.meta.url);
const FOLDER = join(dirname(HERE), '..', 'table', 'coders');
const IMPORT = /^\s*import\b(?!\s+type\b)[^'";]*?\bfrom\s*['"](\.[^'"]+)['"]/gm;
/** Coders that live in the module of another. */
const MODULES: Readonly<Record<string, string>> = { 'pairs-arranged': 'arranged' };

/** By id of the coder. */
export function decoderBytes(): Record<string, number> {
  return Object.fromEntries(Object.keys(CODERS).map((id) => [id, bytesOf(id)]));
}

function bytesOf(id: string): number {
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path) || dirname(path) !== FOLDER || basename(path).startsWith('index.')) return;
    const text = readFileSync(path, 'utf8');
    texts.set(path, text);
    for (const [, target] of text.matchAll(IMPORT)) visit(resolve(dirname(path), target));
  };
  for (const name of id === 'pairs-arranged' ? [MODULES[id], 'pairs'] : [id])
    visit(join(FOLDER, `${name}${extname(HERE)}`));
  const code = [...texts.keys()].sort().map((path) => withoutComments(texts.get(path)!));
  return brotliCompressSync(code.join('\n'), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  }).length;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
