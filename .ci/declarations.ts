/** The public declarations: those of the package's entries, and all that they lead to. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** Returns the path of the declarations by the name of the entry (`.`, `./games`). */
export function entryDeclarations(): Map<string, string> {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  return new Map(
    Object.entries(exports).flatMap(([name, entry]) =>
      typeof entry === 'string' ? [] : [[name, join(entry.types)] as const],
    ),
  );
}

/** Returns the paths of all public declarations, whether the files exist or not. */
export function publicDeclarations(): Set<string> {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const [, target] of readFileSync(path, 'utf8').matchAll(/(?:\bfrom|\bimport\()\s*['"](\.[^'"]+)\.[jt]s['"]/g))
      visit(join(dirname(path), `${target}.d.ts`));
  };
  for (const path of entryDeclarations().values()) visit(path);
  return seen;
}
