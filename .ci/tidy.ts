/**
 * Removes from `dist` what an older build left of deleted sources, and declarations that no entry of the package leads
 * to: each file takes a block of the disk. Makes the command executable, as `npx endgame` in a checkout needs it.
 */

import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { publicDeclarations } from './declarations.ts';

const declarations = publicDeclarations();
const paths = readdirSync('dist', { recursive: true, encoding: 'utf8' }).map((name) => join('dist', name));
for (const path of paths) {
  const match = /^dist\/(.*?)(\.d)?\.[jt]s$/.exec(path);
  if (match === null) continue;
  const [, module, declares] = match;
  if (!existsSync(`${module}.ts`) || (declares !== undefined && !declarations.has(path))) rmSync(path);
}

chmodSync('dist/src/cli/main.js', 0o755);
