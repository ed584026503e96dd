/**
 * Costs and profiles that come with the toolkit. They are a package of their own, so that code is installed without
 * data. In a checkout that package is the workspace `tables/`.
 */

import { packageFolder } from '#platform/packages';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Name of that package. */
export const DATA_PACKAGE = 'endgame-lab-tables';

/** Returns the path of a file that comes with the toolkit; undefined if it has no file of that name. */
export function shippedFile(kind: 'costs' | 'profiles', name: string): string | undefined {
  const folder = packageFolder(DATA_PACKAGE);
  const path = folder === undefined ? undefined : join(folder, kind, name);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/**
 * Returns the path of the profile that comes with the toolkit for a game, `<game>-<word>.json`; undefined if there is
 * none.
 */
export function shippedProfile(game: string): string | undefined {
  const folder = packageFolder(DATA_PACKAGE);
  if (folder === undefined) return undefined;
  const profiles = join(folder, 'profiles');
  // Names of games have dashes too: what follows the name of connect-four must not be that of connect-four-5x5.
  const name = readdirSync(profiles).find((each) => /^(.+)-[^-]+\.json$/.exec(each)?.[1] === game);
  return name === undefined ? undefined : join(profiles, name);
}

/** Returns what to do about a missing file if the package is missing too: the start of a hint, or an empty text. */
export function installHint(): string {
  return packageFolder(DATA_PACKAGE) === undefined ? `"npm install ${DATA_PACKAGE}" brings those of the toolkit; ` : '';
}
