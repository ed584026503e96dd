import { freemem } from 'node:os';

/** Returns the bytes of memory that the machine could give now, in order of magnitude. */
export function freeMemory(): number {
  const constrained = process.constrainedMemory();
  const free = freemem();
  // A container may have a limit far below the machine's memory; without one, the number is 0 or absurdly large.
  return constrained > 0 && constrained < free ? constrained : free;
}
