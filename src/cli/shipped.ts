/**
 * Costs and profiles that come with the toolkit, in a package of their own: code is installed without data. In a checkout
 * that package is the workspace `tables/`.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const DATA_PACKAGE = 'endgame-lab-tables';

/** The package's folder, installed beside this code or where the command is run; undefined if it is not installed. */
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

/** The path of a file that comes with the toolkit; undefined if there is none of that name. */
export function shippedFile(kind: 'costs' | 'profiles', name: string): string | undefined {
  const folder = dataFolder();
  const path = folder === undefined ? undefined : join(folder, kind, name);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** What to do about a file that is missing, if the package is: an end of a sentence. */
export function installHint(): string {
  return dataFolder() === undefined ? `"npm install ${DATA_PACKAGE}" brings those of the toolkit; ` : '';
}
