import { InvalidArgumentError } from 'commander';
import { CODECS, CODERS } from '../table/index.ts';

/** Ids of all codecs and coders. */
export const ALL_CODECS: readonly string[] = [...Object.keys(CODECS), ...Object.keys(CODERS)];

/** Parses the id of a codec or a coder. */
export function parseCodec(text: string): string {
  if (ALL_CODECS.includes(text)) return text;
  throw new InvalidArgumentError(`Allowed choices are ${ALL_CODECS.join(', ')}.`);
}
