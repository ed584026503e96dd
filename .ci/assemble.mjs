/**
 * Compiles the AssemblyScript sources and writes the programs as text into modules, so that Node, browsers and bundlers load
 * them alike; a module that was made from the same sources stays as it is. `--names` keeps the names of functions, for
 * profiles; `--check` makes nothing and tells which modules are stale.
 */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const COMMON = { outFile: 'program.wasm', runtime: 'stub', optimizeLevel: 3, noAssert: true };
const NAMES = process.argv.includes('--names');

function treeProgram(entry, name, more) {
  return {
    entry: `src/table/assembly/trees/${entry}.ts`,
    module: `src/table/trees/${entry}-program.ts`,
    shared: ['src/table/trees/program-layout.ts'],
    name,
    options: { ...COMMON, importMemory: true, initialMemory: 1, enable: ['simd', 'bulk-memory'], ...more },
  };
}

/** Declared as shared, or the optimiser takes other threads' writes for impossible; the host undoes it where needed. */
const SHARED = { sharedMemory: true, maximumMemory: 65_536, enable: ['simd', 'bulk-memory', 'threads'] };

/** Every reader carries the program. */
const SMALL = { optimizeLevel: 2, shrinkLevel: 2 };

/** Paths are of the checkout. `shared` are sources that the host reads too. `options` are those of the compiler. */
const PROGRAMS = [
  {
    entry: 'src/kernel/assembly/index.ts',
    module: 'src/kernel/program.ts',
    shared: ['src/kernel/abi.ts'],
    name: 'KERNEL_PROGRAM',
    options: {
      ...COMMON,
      importMemory: true,
      initialMemory: 1,
      ...SHARED,
    },
  },
  {
    entry: 'src/table/assembly/xxhash.ts',
    module: 'src/table/xxhash.ts',
    shared: [],
    name: 'XXHASH_PROGRAM',
    options: { ...COMMON, initialMemory: 1, enable: ['bulk-memory'] },
  },
  {
    entry: 'src/lines/assembly/index.ts',
    module: 'src/lines/program.ts',
    shared: ['src/lines/abi.ts'],
    name: 'LINES_PROGRAM',
    options: { ...COMMON, importMemory: true, initialMemory: 1, enable: ['bulk-memory'] },
  },
  treeProgram('learner', 'LEARNER_PROGRAM', SHARED),
  treeProgram('encoder', 'ENCODER_PROGRAM'),
  treeProgram('decoder', 'DECODER_PROGRAM', {optimizeLevel:3,shrinkLevel:0,converge:true}),
  treeProgram('relations', 'RELATIONS_PROGRAM', SMALL),
  treeProgram('rows', 'ROWS_PROGRAM'),
];

for (const { entry, module, name, shared, options } of PROGRAMS) {
  const path = new URL(`../${module}`, import.meta.url);
  const sources = `sources ${fingerprint(entry, shared)}`;
  if (existsSync(path) && readFileSync(path, 'utf8').includes(sources)) continue;
  if (process.argv.includes('--check')) {
    process.stdout.write(`${module} is stale\n`);
    continue;
  }
  const binary = await compile(entry, options);
  writeFileSync(
    path,
    `/** Made by .ci/assemble.mjs from ${entry}; ${binary.length} bytes of WebAssembly, ${sources}. */
export const ${name}: string =
  '${Buffer.from(binary).toString('base64')}';
`,
  );
}

/** Of all that a program depends on: the sources beside the entry and the shared ones, this file with the options, and the compiler. */
function fingerprint(entry, shared) {
  const hash = createHash('sha256').update(String(NAMES)).update(readFileSync(new URL(import.meta.url)));
  const folder = new URL(`../${entry}/..`, import.meta.url);
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.ts')).sort()) hash.update(name).update(readFileSync(new URL(`${folder}/${name}`)));
  for (const name of shared) hash.update(name).update(readFileSync(new URL(`../${name}`, import.meta.url)));
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  for (const name of ['assemblyscript', 'binaryen']) hash.update(lock.packages[`node_modules/${name}`].version);
  return hash.digest('hex').slice(0, 16);
}

async function compile(entry, options) {
  const { createMemoryStream, main } = await import('assemblyscript/asc');
  const flags = Object.entries({ ...options, debug: NAMES }).flatMap(([name, value]) => {
    if (Array.isArray(value)) return value.flatMap((each) => [`--${name}`, each]);
    return value === false ? [] : value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });
  const baseDir = fileURLToPath(new URL('..', import.meta.url));
  const messages = createMemoryStream();
  let binary = new Uint8Array(0);
  const { error } = await main([entry, '--baseDir', baseDir, ...flags], {
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
  return binary;
}
