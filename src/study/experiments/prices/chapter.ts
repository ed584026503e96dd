import * as Plot from '@observablehq/plot';
import { type PricesData, readPrices, type Regime, REGIMES } from './read.ts';
import { LEAST_PRICE, MOST_PRICE } from '../../window.ts';
import { FAMILY_LOOKS, FAMILY_NAMES, legend, powers, svg } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { digits, formatBytes, formatPower, formatSeconds } from '../../../text/format.ts';
import { details, figure, table } from '../../report/html.ts';

const REGIME_NAMES: Readonly<Record<Regime, string>> = {
  session: 'Sessions: the questions of one game',
  cold: 'Cold: one question, nothing in memory',
};

/** The chapter on the cheapest contender at each price of a byte. */
export const pricesChapter: Chapter = {
  content: ({ frontiers }) => {
    const data = frontiers.map(readPrices);
    return `
<p>To the left bytes are cheap, to the right they are dear. A bar shows the prices at which a program is the cheapest. The letter
tells the family: C computing, H hybrid, D a codec that knows the cells, G a general compressor, T a table that is not compressed.</p>
${REGIMES.map((regime) => `<h3>${REGIME_NAMES[regime]}</h3>${figure(chart(data, regime), legend(FAMILY_LOOKS, FAMILY_NAMES))}`).join('')}
${table(data, [
  { head: 'powers of ten that hybrids win', cell: ({ title }) => title, text: true },
  { head: 'session', cell: ({ hybridDecades }) => digits(hybridDecades.session) },
  { head: 'cold', cell: ({ hybridDecades }) => digits(hybridDecades.cold) },
])}
${data.map(winners).join('\n')}`;
  },
  limits: [
    'Prices lie between 10⁻¹⁵ and 1 second for each byte and question; beyond, the longest and the shortest win.',
    'A window may be wide and its winner hardly better than the next: see the numbers of the frontier.',
  ],
};

const LETTERS: Readonly<Record<string, string>> = {
  generator: 'C',
  hybrid: 'H',
  domain: 'D',
  general: 'G',
  table: 'T',
};

function chart(data: readonly PricesData[], regime: Regime): string {
  const bars = data.flatMap(({ title, winners }) =>
    winners[regime].map(({ name, family, from, to, bytes, seconds }) => {
      const least = Math.max(from, LEAST_PRICE);
      const most = Math.min(to ?? MOST_PRICE, MOST_PRICE);
      return {
        title,
        family,
        least,
        most,
        middle: Math.sqrt(least * most),
        letter: most / least > 5 ? LETTERS[family] : '',
        tip: `${name}\n${formatBytes(bytes)}, ${formatSeconds(seconds)} per question\n${digits(Math.log10(most / least))} powers of ten`,
      };
    }),
  );
  const shown = bars.filter(({ least, most }) => most > least);
  return svg(`the cheapest program by price, ${regime}`, {
    width: 760,
    height: 70 + 30 * data.length,
    marginLeft: 190,
    x: {
      type: 'log',
      domain: [LEAST_PRICE, MOST_PRICE],
      label: 'price: seconds per question for each byte →',
      ticks: powers([LEAST_PRICE, MOST_PRICE], 3),
      tickFormat: formatPower,
      grid: true,
    },
    y: { domain: data.map(({ title }) => title), label: null, tickSize: 0 },
    marks: [
      ...[...FAMILY_LOOKS].map(([family, { colour }]) =>
        Plot.rect(
          shown.filter((bar) => bar.family === family),
          {
            x1: 'least',
            x2: 'most',
            y: 'title',
            fill: colour,
            stroke: 'var(--page)',
            insetTop: 4,
            insetBottom: 4,
            title: 'tip',
          },
        ),
      ),
      Plot.text(shown, {
        x: 'middle',
        y: 'title',
        text: 'letter',
        fill: 'var(--page)',
        fontWeight: 'bold',
        pointerEvents: 'none',
      }),
    ],
  });
}

function winners({ title, winners }: PricesData): string {
  return details(
    `${title}: the winners`,
    table(winners.session, [
      { head: 'session', cell: ({ name }) => name, text: true },
      { head: 'bytes', cell: ({ bytes }) => formatBytes(bytes) },
      { head: 'seconds', cell: ({ seconds }) => formatSeconds(seconds) },
      { head: 'price from', cell: ({ from }) => (from === 0 ? '0' : from.toExponential(1)) },
      { head: 'to', cell: ({ to }) => (to === undefined ? '∞' : to.toExponential(1)) },
    ]),
  );
}
