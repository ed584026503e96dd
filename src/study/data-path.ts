import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../bundle/root.ts';

/** Returns the path of data that comes with a checkout, in its folder `tables`; the directory of tables does not matter. */
export function dataPath(...path: readonly string[]): string {
  let folder = ROOT;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'tables', ...path);
}
