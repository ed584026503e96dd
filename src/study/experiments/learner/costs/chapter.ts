import { formatCount } from '../../../../text/format.ts';
import { details, paragraph, table } from '../../../report/html.ts';
import { type CostsData, type OverFamilies, TARGETS } from './measure.ts';

/** The section on learnt costs. */
export function costsSection({ games, models }: CostsData): string {
  const best = models.reduce((a, b) => (b.price.value < a.price.value ? b : a));
  const families = new Set(games.map(({ family }) => family)).size;
  return `<h3>What a table would cost that was never built</h3>
${paragraph(
  `The first half of a game's tables is built, and the costs of the others are predicted; models learn from ${families - 1} of ${families} families and are asked about the one left out. An error says how many times a prediction is too large or too small. A plan is made with predictions, what it keeps is built, and if that exceeds the budget the plan is made again with what is known then. The cheapest plans come from "${best.name}": ${within(best.price)} times the seconds a question of plans with measured costs.`,
)}
${table(models, [
  { head: 'model', cell: ({ name }) => name, text: true },
  ...TARGETS.map((target) => ({
    head: target,
    cell: ({ errors }: CostsData['models'][number]) => within(errors[target]),
  })),
  { head: 'price of the plan', cell: ({ price }) => within(price) },
  { head: 'tables made', cell: ({ built }) => `${Math.round(100 * built)} %` },
])}
${details(
  'The games',
  table(games, [
    { head: 'game', cell: ({ game }) => game, text: true },
    { head: 'family', cell: ({ family }) => family, text: true },
    { head: 'tables', cell: ({ tables }) => formatCount(tables) },
    { head: 'not built', cell: ({ unbuilt }) => formatCount(unbuilt) },
    { head: 'cells', cell: ({ cells }) => formatCount(cells) },
  ]),
)}`;
}

function within({ value, least, most }: OverFamilies): string {
  return `${value.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}
