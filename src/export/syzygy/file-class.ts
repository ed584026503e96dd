import { type ClassMen, classNamed } from '../../syzygy/class-name.ts';

/** Most men of the classes that are written: what is made of more does not fit in memory. */
export const MOST_MEN_WRITTEN = 4;

/** The letters in the order in which files are named. */
const LETTERS = 'KQRBNP';

/**
 * Returns the class of a table as its files are named: the side with more men first, else the one with the stronger man.
 * Undefined if no file of it is written.
 */
export function fileClassOf(table: string): ClassMen | undefined {
  const sides = table.split('v');
  const key = (side: string): string => Array.from(side, (letter) => LETTERS.indexOf(letter)).join('');
  sides.sort((a, b) => b.length - a.length || (key(a) < key(b) ? -1 : 1));
  const men = classNamed(sides.join('v'));
  return men === undefined || men.men > MOST_MEN_WRITTEN ? undefined : men;
}
