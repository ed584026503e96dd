/**
 * Six and seven men, which nobody measured here: the published sizes of Syzygy's files times the ratio of trees to them at five men, and the
 * seconds of five men times a growth for each further man. What plans save is taken from five men. So the greatest advantage is about
 * that of five men by construction, and what the picture shows is the price at which it would stand. It is in no verdict.
 */

import type { NamedPanel } from '../named-panel.ts';
import type { Entrant } from '../rule/panel.ts';

/** Bytes of all files of outcomes of exactly so many men (niklasf/syzygy-tables.info, checksums/bytes.tsv). */
export const SYZYGY_BYTES: ReadonlyMap<number, number> = new Map([
  [3, 8_464],
  [4, 1_254_240],
  [5, 394_842_912],
  [6, 72_834_067_472],
  [7, 9_316_745_959_888],
]);

/** How much longer a question takes with one man more: as from four to five men here, and as positions grow. */
export const GROWTH = { least: 8, most: 64 } as const;

/** Returns the panel of more men, from that of five. */
export function beyond(five: NamedPanel, men: 6 | 7): NamedPanel {
  const total = (most: number): number =>
    [...SYZYGY_BYTES].reduce((sum, [each, bytes]) => sum + (each <= most ? bytes : 0), 0);
  const bytes = total(men) / total(5);
  const seconds = Math.sqrt(GROWTH.least * GROWTH.most) ** (men - 5);
  const grown = (entrant: Entrant): Entrant => {
    const { role, stored, seconds: rounds } = entrant;
    return {
      ...entrant,
      stored: stored * bytes,
      bytes: entrant.bytes - stored + stored * bytes,
      seconds: role === 'complete' ? rounds : rounds.map((round) => round.map((each) => each * seconds)),
    };
  };
  const title = five.title.replace('≤ 5', `≤ ${men}`);
  return { ...five, game: `${five.game}-${men}`, title, entrants: five.entrants.map(grown) };
}
