/** Modules of lists of positions, as src/kernel/index-lists.ts reads them. */

import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';

/**
 * Writes a module that exports a text, deflated.
 * @param made tells what made it and what it holds
 * @param name of the export
 * @returns the number of characters of the module
 */
export function writeLists(path: string, made: string, name: string, lists: unknown): number {
  const bytes = Buffer.from(JSON.stringify(lists));
  const base64 = deflateRawSync(bytes, { level: 9 }).toString('base64');
  const module = `import type { DeflatedText } from './index-lists.ts';

/** Made by ${made}; JSON of ${bytes.length} bytes, deflated, in base64. */
export const ${name}: DeflatedText = {
  bytes: ${bytes.length},
  base64:
    '${base64}',
};
`;
  writeFileSync(path, module);
  return module.length;
}
