import { rmdirSync } from 'node:fs';

/** Removes an empty directory, so that a run that made no table leaves none behind. */
export function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // it holds tables
  }
}
