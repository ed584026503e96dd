import * as Plot from '@observablehq/plot';
import type { MixData } from './measure.ts';
import { POPULATIONS } from '../../questions.ts';
import { svg } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { digits, formatRatio, formatSeconds } from '../../../text/format.ts';
import { details, figure, paragraph, table } from '../../report/html.ts';

/** The chapter on plans made for some players and used by others. */
export const mixChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<MixData>('mix');
    const cells = data.flatMap(({ title, seconds }) =>
      POPULATIONS.flatMap((asked) =>
        POPULATIONS.filter((trained) => trained !== asked).map((trained) => {
          const ratio = seconds[trained][asked] / seconds[asked][asked];
          return {
            title,
            pair: `${trained} → ${asked}`,
            ratio,
            text: Number.isFinite(ratio) ? digits(ratio) : '∞',
            tip: `${title}\nplanned for ${trained}, asked by ${asked}\n${formatSeconds(seconds[trained][asked])} instead of ${formatSeconds(seconds[asked][asked])}`,
          };
        }),
      ),
    );
    const worst = cells.reduce((most, cell) => (cell.ratio > most.ratio ? cell : most));
    const pairs = [...new Set(cells.map(({ pair }) => pair))];
    const chart = svg('loss by a plan made for others', {
      width: 760,
      height: 80 + 32 * data.length,
      marginLeft: 190,
      marginTop: 52,
      marginBottom: 8,
      x: {
        domain: pairs,
        axis: 'top',
        label: null,
        tickSize: 0,
        tickFormat: (pair: string) => pair.replace(' → ', '\n→ '),
      },
      y: { domain: data.map(({ title }) => title), label: null, tickSize: 0 },
      marks: [
        Plot.cell(cells, {
          x: 'pair',
          y: 'title',
          inset: 1,
          fill: 'var(--c1)',
          fillOpacity: (cell: { ratio: number }) => Math.min(0.85, 0.08 + 0.25 * Math.max(0, Math.log2(cell.ratio))),
          title: 'tip',
        }),
        Plot.text(cells, { x: 'pair', y: 'title', text: 'text', fill: 'currentColor', pointerEvents: 'none' }),
      ],
    });
    return `
<p>Casual players move at random, perfect ones choose among their best moves, uniform means every position as likely as any other. A cell
shows how many times as long a question takes if the plan was made for the first and the second ask, with a quarter of the bytes.</p>
${figure(chart, 'planned for → asked by; 1 is no loss')}
${paragraph(`The worst case: ${worst.title}, planned for and asked by ${worst.pair}: ${formatRatio(worst.ratio)}.`)}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, seconds }) => POPULATIONS.map((trained) => ({ title, trained, row: seconds[trained] }))),
    [
      { head: 'game', cell: ({ title }) => title, text: true },
      { head: 'planned for', cell: ({ trained }) => trained, text: true },
      ...POPULATIONS.map((asked) => ({
        head: `asked by ${asked}`,
        cell: ({ row }: { row: Record<string, number> }) => formatSeconds(row[asked]),
      })),
    ],
  ),
)}`;
  },
  limits: [
    'Seconds are the planner’s own, as in the chapter before; a number below 1 means that greedy planning was beaten by chance.',
  ],
};
