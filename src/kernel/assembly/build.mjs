/** Compiles the kernel and writes it to src/kernel/program.ts, so that Node, browsers and bundlers load it alike. */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));
const { error, stdout, stderr, binary } = await compile();
if (error) {
  process.stderr.write(`${stdout}${stderr}${error.message}\n`);
  process.exit(1);
}
const text = Buffer.from(binary).toString('base64');
writeFileSync(
  new URL('../program.ts', import.meta.url),
  `/** Made by src/kernel/assembly/build.mjs from the sources beside it; ${binary.length} bytes of WebAssembly. */
export const PROGRAM: string =
  '${text}';
`,
);

async function compile() {
  let made;
  const result = await asc.main(
    ['index.ts', '--outFile', 'kernel.wasm', '--runtime', 'stub', '-O3', ...(process.env.KERNEL_NAMES ? ['--debug'] : []), '--noAssert', '--importMemory'].concat([
      ...['--enable', 'simd', '--enable', 'bulk-memory', '--initialMemory', '1', '--maximumMemory', '65536'],
      ...['--baseDir', here],
    ]),
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) made = contents;
      },
    },
  );
  return {
    error: result.error,
    stdout: result.stdout.toString(),
    stderr: result.stderr.toString(),
    binary: made,
  };
}
