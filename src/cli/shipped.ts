/**
 * Costs and profiles that come with the toolkit. They are a package of their own, so that code is installed without
 * data. In a checkout that package is the workspace `tables/`.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Name of that package. */
export const DATA_PACKAGE = 'endgame-lab-tables';

/**
 * Returns the package's folder, installed beside this code or in the working directory; undefined if it is not
 * installed.
 */
export function dataFolder(): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  for (const options of [undefined, { paths: [process.cwd()] }]) {
    try {
      return dirname(resolve(`${DATA_PACKAGE}/package.json`, options));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}

/** Returns the path of a file that comes with the toolkit; undefined if it has no file of that name. */
export function shippedFile(kind: 'costs' | 'profiles', name: string): string | undefined {
  const folder = dataFolder();
  const path = folder === undefined ? undefined : join(folder, kind, name);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** Returns what to do about a missing file if the package is missing too: the start of a hint, or an empty text. */
export function installHint(): string {
  return dataFolder() === undefined ? `"npm install ${DATA_PACKAGE}" brings those of the toolkit; ` : '';
}
