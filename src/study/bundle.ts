/**
 * The length of a program: everything that it needs to answer offline, bundled and minified by esbuild and compressed with
 * brotli at its highest quality. One pipeline for all contenders: modules that are not used are left out, a coder comes
 * without what encodes, a game without the players' names of moves, and the kernel for chessmen comes with games of chessmen alone.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { brotliBest } from './coders/blocks.ts';

/** The folder that holds `src` and `games`: `dist` when built, else the checkout. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Of the modules there. */
export const EXTENSION: string = extname(fileURLToPath(import.meta.url));

export interface CodeLength {
  /** What is charged: brotli, quality 11. */
  readonly brotli: number;
  readonly gzip: number;
  readonly minified: number;
  /** WebAssembly in the minified program, as text. */
  readonly wasm: number;
}

export interface Program {
  /** Source text; modules are named from the root, without extension. */
  readonly entry: string;
  /** Whether the kernel for chessmen belongs to it. */
  readonly kernel: boolean;
}

const known = new Map<string, Promise<{ text: Uint8Array; length: CodeLength }>>();

export async function lengthOf(program: Program): Promise<CodeLength> {
  return (await bundle(program)).length;
}

/** The minified program. */
export async function minifiedText(program: Program): Promise<Uint8Array> {
  return (await bundle(program)).text;
}

function bundle(program: Program): Promise<{ text: Uint8Array; length: CodeLength }> {
  const key = `${program.kernel ? 'kernel' : ''} ${program.entry}`;
  const found = known.get(key) ?? make(program);
  known.set(key, found);
  return found;
}

async function make({ entry, kernel }: Program): Promise<{ text: Uint8Array; length: CodeLength }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: entry.replace(/'(\.\/[^']+)'/g, `'$1${EXTENSION}'`),
      resolveDir: ROOT,
      loader: EXTENSION === '.ts' ? 'ts' : 'js',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    plugins: [lean(kernel)],
  });
  const text = outputFiles[0].contents;
  const [{ inputs }] = Object.values(metafile.outputs);
  const wasm = Object.entries(inputs).find(([name]) => /kernel\/program\.[jt]s$/.test(name))?.[1].bytesInOutput ?? 0;
  const length = {
    brotli: brotliBest(text).length,
    gzip: gzipSync(text, { level: 9 }).length,
    minified: text.length,
    wasm,
  };
  return { text, length };
}

/** Leaves out what a program that only answers never runs. */
function lean(kernel: boolean): Plugin {
  return {
    name: 'lean',
    setup(builder) {
      builder.onResolve({ filter: /^\.{1,2}\/.*\.[jt]s$/ }, ({ path, resolveDir }) =>
        resolveDir.includes('node_modules') ? undefined : { path: join(resolveDir, path), sideEffects: false },
      );
      if (!kernel) {
        builder.onLoad({ filter: /src\/kernel\/index\.[jt]s$/ }, () => ({
          contents: 'export const kernelOf = () => undefined;',
          loader: 'js',
        }));
      }
      builder.onLoad({ filter: /\/coders\/[\w-]+\.[jt]s$/ }, ({ path }) => ({
        contents: withoutEncoder(readFileSync(path, 'utf8')),
        loader: EXTENSION === '.ts' ? 'ts' : 'js',
      }));
      builder.onLoad({ filter: /\/games\/[\w-]+\.[jt]s$/ }, ({ path }) => ({
        contents: withoutOrnaments(readFileSync(path, 'utf8')),
        loader: EXTENSION === '.ts' ? 'ts' : 'js',
      }));
    },
  };
}

/** Players' own names of moves are no part of an answer. */
function withoutOrnaments(text: string): string {
  return text.replace(/^ *annotate,\n/gm, '');
}

/** Coders are objects with `encode` and `open`; without a mention of the first, nothing of it is bundled. */
function withoutEncoder(text: string): string {
  return text.replace(/^ *encode(?:: [^\n]*)?,\n/gm, '').replace(/\bencode(?:: \w+)?, (?=open)/g, '');
}

/** A digest of texts, for keys and names. */
export function digest(...texts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 24);
}
