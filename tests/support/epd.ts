/** Lines of EPD files: four fields of a FEN, then operations `name value;`. */

import { oraclePath, readOracle } from './oracles.ts';

export interface EpdLine {
  readonly text: string;
  readonly fen: string;
  readonly men: number;
  readonly operations: ReadonlyMap<string, string>;
}

export function parseEpd(text: string): EpdLine {
  const fields = text.split(' ');
  const operations = new Map<string, string>();
  for (const operation of fields.slice(4).join(' ').split(';')) {
    const [name, ...value] = operation.trim().split(' ');
    if (name !== '') operations.set(name, value.join(' '));
  }
  const men = fields[0].replaceAll(/[^a-zA-Z]/g, '').length;
  return { text, fen: fields.slice(0, 4).join(' '), men, operations };
}

/** Returns the lines of a file of chess positions, or of its committed sample. */
export function readEpd(file: string): EpdLine[] {
  return readOracle(oraclePath('oracles', 'chess', file)!)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseEpd);
}
