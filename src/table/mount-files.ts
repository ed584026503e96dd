import { mount } from '#platform/files';
import { EndgameError } from '../game/errors.ts';

/**
 * Gives a page files of its own, which the browser keeps: directories of tables and of kept results then work in a worker
 * as they do in Node, where this does nothing. One worker at a time has them.
 * @param name of the file system; a page may have several, of which the last one mounted counts
 * @throws EndgameError E_FILE if the browser has no such files, if this is no worker, or if another worker has them
 */
export async function mountFiles(name: string): Promise<void> {
  try {
    await mount(name);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EndgameError('E_FILE', `the page's files "${name}": ${why}`, 'one worker of one tab can have them', {
      cause,
    });
  }
}
