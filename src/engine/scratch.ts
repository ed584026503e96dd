/** Where an engine puts what does not fit into memory while it solves a slice. What is there outlasts the process. */
export interface Scratch {
  /** Names of the files. */
  list(): string[];
  /**
   * Fills `out` with the bytes of a file from byte `at` on.
   * @throws EndgameError E_FILE if there is no such file, or fewer bytes
   */
  read(name: string, at: number, out: Uint8Array): void;
  /**
   * Writes a file whole. Whatever happens, its name stands for the old contents or the new, never for a part.
   * @throws EndgameError E_DISK_FULL or E_FILE
   */
  write(name: string, pieces: readonly Uint8Array[]): void;
  /** Deletes a file, if there is one. */
  remove(name: string): void;
}
