import { packageFolder } from '#platform/packages';
import type { BlockCache } from './cache.ts';
import { DirectoryFiles } from './directory-files.ts';
import { TableStore } from './table-store.ts';

/** Name of the package of tables that comes with the toolkit. In a checkout it is the workspace `tables/outcomes`. */
export const OUTCOMES_PACKAGE = 'endgame-lab-outcomes';

/**
 * Opens the outcomes of chess endgames that come with the toolkit: the package `endgame-lab-outcomes`, installed beside
 * this code or in the working directory. Opening reads the list of the tables; a table is read when it is asked.
 * @param cache of the store; one that it shares with others bounds them together
 * @returns undefined if the package is not installed
 * @throws EndgameError E_FILE if its folder cannot be read
 */
export function shippedOutcomes({ cache }: { readonly cache?: BlockCache } = {}): TableStore | undefined {
  const folder = packageFolder(OUTCOMES_PACKAGE);
  return folder === undefined ? undefined : new TableStore(new DirectoryFiles(folder, false, OUTCOMES_PACKAGE), cache);
}
