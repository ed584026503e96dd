/**
 * Costs and profiles that come with the toolkit. They are a package of their own, so that code is installed without
 * data. In a checkout that package is the workspace `tables/`.
 */

import { packageFolder } from '#platform/packages';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Name of that package. */
export const DATA_PACKAGE = 'endgame-lab-tables';

/** Returns the path of a file that comes with the toolkit; undefined if it has no file of that name. */
export function shippedFile(kind: 'costs' | 'profiles', name: string): string | undefined {
  const folder = packageFolder(DATA_PACKAGE);
  const path = folder === undefined ? undefined : join(folder, kind, name);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** Returns what to do about a missing file if the package is missing too: the start of a hint, or an empty text. */
export function installHint(): string {
  return packageFolder(DATA_PACKAGE) === undefined ? `"npm install ${DATA_PACKAGE}" brings those of the toolkit; ` : '';
}
