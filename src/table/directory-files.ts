import { fileSystem, paths } from '#platform/files';
import { removeStale, writeFileAtomic } from './atomic.ts';
import { type ByteSource, FileByteSource } from './byte-source.ts';
import { makeDirectory } from './directory.ts';
import { fileFailure } from './failure.ts';
import type { TableFiles } from './table-files.ts';

/** Table files in a directory. */
export class DirectoryFiles implements TableFiles {
  readonly name: string;
  readonly #directory: string;

  /**
   * @param create makes the directory if there is none, and removes the temporary files of killed runs
   * @param name of the place in messages, which name files by their paths; default: the directory
   * @throws EndgameError E_FILE if the directory is missing (and not to be created) or cannot be read
   */
  constructor(directory: string, create = false, name: string = directory) {
    this.name = name;
    this.#directory = directory;
    try {
      if (create) {
        makeDirectory(directory);
        removeStale(directory);
      }
      if (!fileSystem.stat(directory).isDirectory) throw new Error('not a directory');
    } catch (error) {
      throw fileFailure('opening the directory of tables', directory, error);
    }
  }

  describe(file: string): string {
    return paths.join(this.#directory, file);
  }

  list(): string[] {
    return fileSystem.list(this.#directory);
  }

  open(file: string): ByteSource {
    return new FileByteSource(this.describe(file));
  }

  write(file: string, chunks: Iterable<Uint8Array>): void {
    writeFileAtomic(this.describe(file), chunks);
  }
}
