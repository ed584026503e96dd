/**
 * Positions of dobutsu shogi as shogi programs write them. Upper case is the first player, a number stands for so many
 * empty squares, and a hen is a promoted chick: `+C`.
 *
 *   SFEN        gle/1c1/1C1/ELG b - 1      "b" is the first player; then the animals in hand, such as 2Cg
 *   FEN         gle/1c1/1C1/ELG[-] w 0 1   of Fairy-Stockfish: "w" is the first player; the hands in brackets
 */

import type { ForeignNotation } from '../../src/game/index.ts';

type Fail = (what: string) => never;

/** The animals in hand after "2Cg" is written out: `CCg`. */
function handOf(text: string, fail: Fail): string {
  if (text === '-' || text === '') return '-';
  const odd = /[^CEGceg\d]|\d(?!\d*[CEGceg])/.exec(text);
  if (odd) fail(`"${odd[0]}" in the hands is no chick, elephant or giraffe`);
  return text.replaceAll(/(\d+)(.)/g, (_, count: string, animal: string) => animal.repeat(Math.min(3, Number(count))));
}

/** The squares as the game writes them. */
function squaresOf(text: string, fail: Fail): string {
  const odd = /[^CEGHL1-3/+]|\+[^C]/i.exec(text);
  if (odd) fail(`"${odd[0]}" on the squares is no animal and no number from 1 to 3`);
  return text
    .replaceAll('+C', 'H')
    .replaceAll('+c', 'h')
    .replaceAll(/[1-3]/g, (empty) => '.'.repeat(Number(empty)));
}

function noCounters(counters: readonly string[], most: number, fail: Fail): void {
  if (counters.length > most) fail(`unexpected "${counters[most]}"`);
  const odd = counters.find((counter) => !/^(\d+|-)$/.test(counter));
  if (odd !== undefined) fail(`move counter "${odd}" is not a number`);
}

/** SFEN, as shogi programs write it. */
export const sfen: ForeignNotation = {
  name: 'SFEN',
  example: 'gle/1c1/1C1/ELG b - 1',
  form: /^[^\s[]+\s+[bw](\s|$)/,
  translate(text, fail) {
    const [squares, side, hand = '-', ...counters] = text.split(/\s+/);
    noCounters(counters, 1, fail);
    return `${squaresOf(squares, fail)} ${side === 'b' ? 'S' : 'G'} ${handOf(hand, fail)}`;
  },
};

/** FEN, as Fairy-Stockfish writes it. */
export const fairyFen: ForeignNotation = {
  name: 'FEN',
  example: 'gle/1c1/1C1/ELG[-] w 0 1',
  form: /^\S*\[/,
  translate(text, fail) {
    const match = /^([^[]*)\[([^\]]*)\]\s+([bw])(?:\s+(.*))?$/.exec(text);
    if (!match) return fail('expected the hands in brackets, then the side to move, w or b');
    const [, squares, hand, side, counters = ''] = match;
    noCounters(
      counters.split(/\s+/).filter((counter) => counter !== ''),
      4,
      fail,
    );
    return `${squaresOf(squares, fail)} ${side === 'w' ? 'S' : 'G'} ${handOf(hand, fail)}`;
  },
};
