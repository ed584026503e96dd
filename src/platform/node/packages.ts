import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/**
 * Returns the folder of a package, installed beside this code or in the working directory; undefined if it is not
 * installed.
 */
export function packageFolder(name: string): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  for (const options of [undefined, { paths: [process.cwd()] }]) {
    try {
      return dirname(resolve(`${name}/package.json`, options));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}
