import type { Measured } from '../contender.ts';
import type { FrontierData } from '../experiments/frontier/measure.ts';
import type { Findings } from './findings.ts';
import { digits, formatBytes, formatSeconds } from '../../text/format.ts';
import { details, escape, list, table } from './html.ts';
import { RULE, type Verdict } from '../verdict.ts';

const MEANING: Readonly<Record<Verdict, string>> = {
  supported:
    'keeping a few well-chosen tables and computing the rest was the best use of bytes and time over a wide range of prices.',
  qualified:
    'the mixture of tables and computing pays in some games and over some prices, but not as widely as the claim says.',
  refuted:
    'for most of the games that count, plain compression of the whole table, or computing everything, does as well as the mixture.',
};

/** The largest table with the contenders that it is compared with. */
interface Example {
  readonly data: FrontierData;
  readonly table: Measured;
  readonly generator: Measured;
  readonly hybrid: Measured | undefined;
}

function exampleOf(findings: Findings): Example | undefined {
  const found = findings.frontiers.flatMap((data) => {
    const named = (name: string): Measured | undefined => data.contenders.find((each) => each.name === name);
    const table = named('array, a byte a cell');
    const generator = named('generator, word-parallel') ?? named('generator');
    if (table === undefined || generator === undefined) return [];
    // Of the hybrids that are faster than the generator and smaller than the whole table, the example is the one with the
    // least product of bytes and seconds.
    const hybrids = data.contenders.filter(
      ({ family, bytes, session }) =>
        family === 'hybrid' && bytes < table.bytes && session.mean < generator.session.mean,
    );
    const product = ({ bytes, session }: Measured): number => bytes * session.mean;
    const hybrid = hybrids.length === 0 ? undefined : hybrids.reduce((a, b) => (product(b) < product(a) ? b : a));
    return [{ data, table, generator, hybrid }];
  });
  return found.length === 0 ? undefined : found.reduce((a, b) => (b.table.stored > a.table.stored ? b : a));
}

/** Returns the summary of the study as HTML, for readers who do not know it. */
export function summary(findings: Findings): string {
  return `
<p>To play the end of a board game without mistakes, a program can look the answer up in a table of all positions, or compute it on
demand. Tables are quick and huge; the program that computes is tiny and slow. Or it does both: it stores the tables that are
used often and dear to compute, and computes the rest. Is that worth it? The claim was: <em>yes, over a wide range of what a byte may cost</em>.</p>
${findings.frontiers.length === 0 ? '<p>The frontier was not measured this time, so there is no verdict.</p>' : judged(findings)}
${details('The rule, fixed before anything was measured', list(RULE))}
${findings.frontiers.length === 0 ? '' : details('Game by game', games(findings))}`;
}

function judged(findings: Findings): string {
  const { verdict, reasons } = findings.judgement;
  const example = exampleOf(findings);
  return `<div class="verdict ${verdict}"><strong class="word">${verdict}</strong>: ${escape(MEANING[verdict])}
${list(reasons)}
<p class="soft">${escape(scale(findings))}</p></div>
${example === undefined ? '' : facts(findings, example)}`;
}

function scale({ study, judgement: { atScale, games } }: Findings): string {
  const count = `${atScale} of ${games.length} games studied are at scale.`;
  const more =
    'This is the quick study, of tables that are made in seconds; the full one (endgame study --full) has larger ones.';
  return study.size === 'quick' ? `${count} ${more}` : count;
}

function facts(findings: Findings, { data, table: whole, generator, hybrid }: Example): string {
  const { games, atScale, marginal } = findings.judgement;
  const facts: [string, string][] = [
    [
      formatBytes(whole.stored),
      `is the plain table of ${data.title}${data.tables.length > 0 ? ` (${data.tables.join(', ')} and all below)` : ''}, the largest here`,
    ],
    [
      formatBytes(generator.bytes),
      `is all it takes to compute it: ${formatSeconds(generator.session.mean)} per question in a game`,
    ],
  ];
  if (hybrid !== undefined)
    facts.push([
      formatBytes(hybrid.bytes),
      `with ${hybrid.kept!.length} of ${data.slices} tables stored: ${formatSeconds(hybrid.session.mean)} per question`,
    ]);
  if (Number.isFinite(marginal))
    facts.push([`${Math.round(marginal)} B`, 'is what one more game adds to a program of many games']);
  facts.push([
    `${games.filter(({ hybridDecades }) => hybridDecades >= 2).length} of ${games.length}`,
    `games in which a mixture is the best for two powers of ten of the price or more (${atScale} of them count: large enough)`,
  ]);
  return `<ul class="facts">${facts.map(([figure, text]) => `<li><b>${escape(figure)}</b><span>${escape(text)}</span></li>`).join('')}</ul>`;
}

function games({ judgement }: Findings): string {
  return table(
    judgement.games,
    [
      { head: 'game', cell: ({ title }) => title, text: true },
      { head: 'counts', cell: ({ atScale }) => (atScale ? 'yes' : 'too small'), text: true },
      { head: 'plain table', cell: ({ raw }) => formatBytes(raw) },
      { head: 'generator', cell: ({ generator }) => formatBytes(generator) },
      { head: 'decades of hybrids, session', cell: ({ hybridDecades }) => digits(hybridDecades) },
      { head: 'cold', cell: ({ coldDecades }) => digits(coldDecades) },
      {
        head: 'compressor over best plan',
        cell: ({ compressorRatio }) =>
          compressorRatio === undefined ? 'no plan as fast' : `${digits(compressorRatio)} ×`,
      },
      { head: 'all exact', cell: ({ allExact }) => (allExact ? 'yes' : 'no'), text: true },
    ],
    ({ atScale }) => atScale,
  );
}
