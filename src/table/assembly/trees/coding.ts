/** What the encoder and the decoder share: their models, and the path to the nodes that come next. */

import { useClasses } from './classes';
import { takeFrom } from './memory';
import { startModels, sumQuestions, takeModels } from './models';
import { clearPath, pathBytes, restorePath, takePath } from './path';
import { useQuestions } from './questions';

/** Zeros after the end of a stream that are not written. */
export const AHEAD: u32 = 4;
/** A range below this is too small for the next symbol. */
export const TOP: u32 = 1 << 24;

/** First address that the host may use: constants of the program stand below it. */
export function bottom(): usize {
  return __heap_base;
}

/** Takes memory from `scratch` on for the models of so many kinds of nodes. */
export function takeCoding(block: usize, codes: u32, kindCount: u32, scratch: usize): void {
  useQuestions(block);
  useClasses(codes, 0, 0, 0);
  takeFrom(scratch);
  takePath();
  takeModels(kindCount);
}

/** Bytes of a saved path. */
export function savedPathBytes(): usize {
  return pathBytes();
}

/** Begins with models that know nothing. @param path saved path of the nodes, 0 for the root */
export function startAt(path: usize): void {
  goTo(path);
  startModels();
}

/** Goes to another path, with the models as they are. */
export function moveTo(path: usize): void {
  goTo(path);
  sumQuestions();
}

function goTo(path: usize): void {
  if (path == 0) clearPath();
  else restorePath(path);
}
