import { type BlockCache, DirectoryFiles, type ReadMeter, type TableFiles } from '../table/index.ts';
import { ClassFile, FILE_KINDS, type FileKind } from './class-file.ts';
import { type ClassMen, classNamed } from './class-name.ts';
import { FileWindow } from './file-window.ts';

const EXTENSIONS: Readonly<Record<FileKind, string>> = { wdl: '.rtbw', dtz: '.rtbz' };

/** A file that was found and maybe opened. */
interface Found {
  readonly files: TableFiles;
  readonly name: string;
  opened: ClassFile | undefined;
}

/** The files of all classes, wherever they are. They are opened when they are first needed. */
export class ClassFiles {
  /** Where the files are, for messages. */
  readonly name: string;
  /** The classes that have a file of outcomes, without which the other tells nothing; those of few men first. */
  readonly classes: readonly ClassMen[];
  readonly #cache: BlockCache;
  readonly #meter: ReadMeter = { bytesRead: 0, blocksRead: 0 };
  readonly #found: Readonly<Record<FileKind, ReadonlyMap<string, Found>>>;

  /**
   * Lists the files; of two with one name the first counts.
   * @param places directories, or files elsewhere
   * @param only names of the classes that count; default: all
   * @throws EndgameError E_FILE if a directory is missing or cannot be read
   */
  constructor(places: readonly (string | TableFiles)[], cache: BlockCache, only?: ReadonlySet<string>) {
    this.#cache = cache;
    const all = places.map((place) => (typeof place === 'string' ? new DirectoryFiles(place) : place));
    this.name = all.map(({ name }) => name).join(', ');
    const found = { wdl: new Map<string, Found>(), dtz: new Map<string, Found>() };
    const classes: ClassMen[] = [];
    for (const files of all) {
      for (const name of files.list()) {
        const kind = FILE_KINDS.find((each) => name.endsWith(EXTENSIONS[each]));
        const men = kind && classNamed(name.slice(0, -EXTENSIONS[kind].length));
        if (kind === undefined || men === undefined || found[kind].has(men.name) || only?.has(men.name) === false)
          continue;
        found[kind].set(men.name, { files, name, opened: undefined });
        if (kind === 'wdl') classes.push(men);
      }
    }
    this.#found = found;
    this.classes = classes.sort((a, b) => a.men - b.men || (a.name < b.name ? -1 : 1));
  }

  /**
   * Returns the file of a class, opened; undefined if there is none.
   * @throws EndgameError E_FILE, E_TABLE_DAMAGED, E_TABLE_FOREIGN; NotFetched if its bytes are elsewhere
   */
  file(men: ClassMen, kind: FileKind): ClassFile | undefined {
    const found = this.#found[kind].get(men.name);
    if (found === undefined) return undefined;
    if (found.opened === undefined) {
      const source = found.files.open(found.name);
      try {
        found.opened = new ClassFile(new FileWindow(source, this.#cache, this.#meter), kind, men);
      } catch (error) {
        source.close();
        throw error;
      }
    }
    return found.opened;
  }

  /**
   * Returns the bytes of a file; undefined if there is none.
   * @throws EndgameError E_FILE
   */
  bytesOf(name: string, kind: FileKind): number | undefined {
    const found = this.#found[kind].get(name);
    if (found === undefined) return undefined;
    const source = found.files.open(found.name);
    const { size } = source;
    source.close();
    return size;
  }

  /** Bytes that were read from the files so far. */
  get bytesRead(): number {
    return this.#meter.bytesRead;
  }

  /** Closes the files; they are opened again when they are needed. */
  close(): void {
    for (const kind of FILE_KINDS) {
      for (const found of this.#found[kind].values()) {
        found.opened?.close();
        found.opened = undefined;
      }
    }
  }
}
