/**
 * Compiles the kernel and writes it to src/kernel/program.ts, so that Node, browsers and bundlers load it alike.
 * `--names` keeps the names of functions, for profiles.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createMemoryStream, main } from 'assemblyscript/asc';

const options = {
  outFile: 'kernel.wasm',
  baseDir: fileURLToPath(new URL('.', import.meta.url)),
  runtime: 'stub',
  optimizeLevel: 3,
  noAssert: true,
  debug: process.argv.includes('--names'),
  importMemory: true,
  // Declared as shared, or the optimiser takes other threads' writes for impossible; machine.ts undoes it where needed.
  sharedMemory: true,
  initialMemory: 1,
  maximumMemory: 65_536,
};
const flags = Object.entries(options).flatMap(([name, value]) =>
  value === false ? [] : value === true ? [`--${name}`] : [`--${name}`, String(value)],
);
const messages = createMemoryStream();
let binary = new Uint8Array(0);
const { error } = await main(['index.ts', ...flags, '--enable', 'simd', '--enable', 'bulk-memory', '--enable', 'threads'], {
  stdout: messages,
  stderr: messages,
  writeFile: (name, contents) => {
    if (name.endsWith('.wasm')) binary = contents;
  },
});
if (error) {
  process.stderr.write(`${String(messages)}${error.message}\n`);
  process.exit(1);
}
writeFileSync(
  new URL('../program.ts', import.meta.url),
  `/** Made by src/kernel/assembly/build.mjs from the sources beside it; ${binary.length} bytes of WebAssembly. */
export const PROGRAM: string =
  '${Buffer.from(binary).toString('base64')}';
`,
);
