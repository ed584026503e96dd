/**
 * Results of engines that outlast the process. An engine names each of its results by a key that says all it depends on
 * beside the version of the toolkit; whoever keeps them adds that.
 */
export interface Kept {
  /** Most bytes of one result. */
  readonly most: number;
  /** Bytes that `get` has read. */
  readonly bytesRead: number;
  /** Returns whether a result is kept, as far as is known without reading it. */
  has(key: string): boolean;
  /** Returns a result as it was put, each byte of it; undefined if it is not kept any more or is damaged. */
  get(key: string): Uint8Array | undefined;
  /**
   * Keeps a result, in place of an earlier one of its key, and drops others that save less time for their bytes. It never throws: where keeping fails, there
   * is one result less.
   * @param pieces the bytes, in order
   * @param seconds that the result saves
   */
  put(key: string, pieces: readonly Uint8Array[], seconds: number): void;
}
