import { formatBytes, formatCount } from '../../../../text/format.ts';
import { paragraph, table } from '../../../report/html.ts';
import type { TransferData, Transferred } from './measure.ts';

/** The section on the control. */
export function transferSection({ games, saved }: TransferData): string {
  return `<h3>Control: counts from other games</h3>
${paragraph(
  `An adaptive code of outcomes that begins with the counts of all other games saves ${percent(saved.mean)} of its bits (90 % of draws of games: ${percent(saved.least)} to ${percent(saved.most)}). The last column is what it would save if it knew the game's own frequencies for nothing, so there is no more to be had by any transfer of counts.`,
)}
${table(games, [
  { head: 'game', cell: ({ game }) => game, text: true },
  { head: 'cells', cell: ({ cells }) => formatCount(cells) },
  { head: 'alone', cell: ({ alone }) => formatBytes(Math.ceil(alone / 8)) },
  { head: 'with counts of others', cell: ({ fromOthers }) => formatBytes(Math.ceil(fromOthers / 8)) },
  { head: 'saved', cell: (each) => savedBy(each, 'fromOthers') },
  { head: 'at most', cell: (each) => savedBy(each, 'known') },
])}`;
}

function savedBy(game: Transferred, how: 'fromOthers' | 'known'): string {
  return percent(1 - game[how] / game.alone);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
