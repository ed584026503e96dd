import type { Chapter } from '../../experiment.ts';
import { digits, formatBytes } from '../../../text/format.ts';
import { details, escape, list, paragraph, table } from '../../report/html.ts';
import { intervalOf } from '../../rule/bootstrap.ts';
import { ADVANTAGE_RULE, THRESHOLDS, WORDS } from '../../rule/words.ts';
import type { JudgedPanel, Verdict } from './read.ts';

/** The chapter on what the rule says of each game. */
export const mapChapter: Chapter = {
  content: ({ verdict }) => `
<p>The advantage is the cost of the cheapest program that is no mixture over the cost of the cheapest mixture, at the price where this is greatest: 1 is a tie.
Its interval holds 90 % of redrawn sessions and rounds of timing.</p>
${games(verdict)}
${paragraph(kinds(verdict))}
${paragraph(crossing(verdict))}
${sensitivity(verdict)}
${details('The rule, fixed before anything was measured by it', list(ADVANTAGE_RULE))}`,
  limits: [
    'Random moves give the questions of all games but chess, so plans are made for players of random moves.',
    'The mixtures are those of the planner at some prices; a better mixture may exist.',
    'Games of lines have a search that is made for them, which is entered by itself and inside mixtures. Other games have closures and forward search; a search made for one of them would answer faster, and the advantage there is an upper figure.',
    'An asterisk in the map, and "recorded" here: seconds were measured before, by the machines and code that the next chapters name.',
  ],
};

function games({ games: all }: Verdict): string {
  return table(
    all,
    [
      { head: 'game', cell: ({ panel }) => panel.title, text: true },
      { head: 'kind', cell: ({ panel }) => panel.kind, text: true },
      { head: 'scale', cell: ({ finding }) => digits(finding.scale) },
      { head: 'says', cell: ({ finding, word }) => (finding.control ? 'control' : word), text: true },
      { head: 'advantage', cell: (game) => advantageOf(game, ({ value }) => digits(value)) },
      { head: '90 %', cell: (game) => advantageOf(game, ({ least, most }) => `${digits(least)} to ${digits(most)}`) },
      { head: 'price, s a byte', cell: ({ finding }) => finding.advantage?.peak.price.toExponential(1) ?? '' },
      { head: 'mixture', cell: ({ finding }) => named(finding.advantage?.peak.mixture), text: true },
      { head: 'rival', cell: ({ finding }) => named(finding.advantage?.peak.rival), text: true },
      { head: 'seconds', cell: ({ panel }) => (panel.recorded ? 'recorded' : 'now'), text: true },
    ],
    ({ finding }) => finding.scale >= THRESHOLDS.scale,
  );
}

/** Returns the advantage in words. */
function advantageOf({ finding }: JudgedPanel, say: (interval: ReturnType<typeof intervalOf>) => string): string {
  return finding.advantage === undefined ? '' : say(intervalOf(finding.advantage, THRESHOLDS.level));
}

function named(point: { readonly name: string; readonly bytes: number } | undefined): string {
  return point === undefined ? '' : `${point.name} (${formatBytes(point.bytes)})`;
}

function kinds({ byKind }: Verdict): string {
  const said = [...byKind].map(
    ([kind, { word, families }]) => `that ${plural(kind)}: ${word} (families at scale: ${families.size})`,
  );
  return `Of games ${said.join('; ')}.`;
}

function plural(kind: string): string {
  return kind.slice(0, -1);
}

function crossing({ crossing: found }: Verdict): string {
  if (found === undefined) return 'No game has a mixture, so no scale can be told from which on they pay.';
  const scale = (value: number): string =>
    value === 0 ? 'below all games here' : Number.isFinite(value) ? digits(value) : 'beyond all games here';
  return `The crossing scale, where the fitted advantage passes a tie: ${scale(found.value)}; 90 % of draws lie between ${scale(found.least)} and ${scale(found.most)}.`;
}

function sensitivity({ sensitivity: { alone, together }, decision }: Verdict): string {
  const total = Object.values(together).reduce((sum, each) => sum + each, 0);
  const shares = WORDS.map((word) => `${word} ${together[word].toLocaleString('en-US')}`).join(', ');
  return `${paragraph(`All games together: ${decision.word}. Under other numbers, in all ${total.toLocaleString('en-US')} combinations: ${shares}.`)}
${details(
  'Under other numbers, one at a time',
  table(alone, [
    { head: 'number', cell: ({ name }) => name, text: true },
    { head: 'instead', cell: ({ value }) => value },
    { head: 'says', cell: ({ word }) => word, text: true },
  ]),
)}
<p class="soft">${escape('With fewer than three families at scale only the numbers "scale" and "families" can change the word.')}</p>`;
}
