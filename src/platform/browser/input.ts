import type { InputRun } from '../contract.ts';

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

/** Throws: there are no files to read. */
export async function* readInput(_path: string, _run: InputRun): AsyncGenerator<Uint8Array> {
  yield await Promise.reject(new Error('there is no file system here'));
}
