/** Answers in words, for people. */

import { type Game, Position } from '../game/index.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import type { Answer, Bound, Bounded, MoveAnswer, Reply, ValueBounds, Worth } from './answer.ts';
import type { Outcome50 } from './fifty-moves.ts';
import type { Method } from './found.ts';

const WORDS50 = {
  win: 'win',
  'cursed-win': 'cursed win',
  draw: 'draw',
  'blessed-loss': 'blessed loss',
  loss: 'loss',
} as const;

/** Says what a value is: "win in 19 plies, zeroing in 3", "score 4", "at least a draw", "unknown". */
export function worthText(worth: Worth | Bounded): string {
  const { outcome, outcome50, score, bounds } = worth;
  if (score !== undefined) return `score ${score}`;
  if (outcome === undefined) return bounds === undefined ? 'unknown' : boundsText(bounds);
  const words = wordsOf(outcome50 ?? outcome, outcome50 === undefined ? bounds : undefined);
  const plies = worth.dtm ?? worth.plies;
  const { dtz, dtzRounded } = worth;
  if (outcome === 'draw') return words;
  const lead = plies === undefined ? words : `${words} in ${pliesText(plies)}`;
  if (dtzRounded !== undefined) return `${lead}, zeroing in ${dtzRounded} or ${dtzRounded + 1} plies`;
  if (plies === undefined) return dtz === undefined ? words : `${words}, zeroing in ${pliesText(dtz)}`;
  return `${lead}${dtz === undefined || dtz === plies ? '' : `, zeroing in ${dtz}`}`;
}

/** Says an outcome; where bounds leave two under the 50-move rule, both: "win or cursed win". */
function wordsOf(outcome: Outcome50, bounds: ValueBounds | undefined): string {
  const [lower, upper] = [bounds?.lower.outcome50, bounds?.upper.outcome50];
  return lower === undefined || upper === undefined ? WORDS50[outcome] : `${WORDS50[upper]} or ${WORDS50[lower]}`;
}

function pliesText(plies: number): string {
  return plies === 1 ? '1 ply' : `${plies} plies`;
}

/** Says what bounds tell of the outcome or score: "at most a draw"; "unknown" if they tell nothing. */
function boundsText({ lower, upper }: ValueBounds): string {
  const low = isLeast(lower) ? '' : `at least ${boundText(lower)}`;
  const high = isMost(upper) ? '' : `at most ${boundText(upper)}`;
  return [low, high].filter((text) => text !== '').join(' and ') || 'unknown';
}

/** Returns whether bounds tell nothing of the outcome or score. */
export function saysNothing({ lower, upper }: ValueBounds): boolean {
  return isLeast(lower) && isMost(upper);
}

function isLeast({ outcome, outcome50, score }: Bound): boolean {
  return score === undefined && (outcome50 ?? outcome ?? 'loss') === 'loss';
}

function isMost({ outcome, outcome50, score }: Bound): boolean {
  return score === undefined && (outcome50 ?? outcome ?? 'win') === 'win';
}

function boundText(bound: Bound): string {
  if (bound.score !== undefined) return `score ${bound.score}`;
  const plies = bound.dtm ?? bound.plies;
  const article = `a ${WORDS50[bound.outcome50 ?? bound.outcome!]}`;
  if (bound.dtz !== undefined) return `${article}, zeroing in ${pliesText(bound.dtz)}`;
  return plies === undefined ? article : `${article} in ${pliesText(plies)}`;
}

/** Draws a position and says its value, its moves, a line, and where the answer comes from. */
export function describeAnswer(game: Game, answer: Answer | Bounded): string {
  const p = new Position(game.schema);
  game.parse(p, game.question?.(answer.position).position ?? answer.position);
  const lines = [game.draw(p), '', `The side to move: ${worthText(answer)}.`];
  if (!answer.exact && answer.limit)
    lines.push(`Ended by ${answer.limit.code}: ${answer.limit.message}; ${answer.limit.hint}.`);
  if (answer.moves.length > 0) {
    lines.push('', 'Moves, best first, with what they are worth to the mover:');
    const width = Math.max(...answer.moves.map((move) => nameOf(move).length));
    for (const move of answer.moves) lines.push(`  ${nameOf(move).padEnd(width)}  ${worthText(move)}${gains(move)}`);
  }
  const line = answer.lineSan ?? answer.line ?? [];
  if (line.length > 0) lines.push('', `Line: ${line.join(' ')}`);
  return [...lines, '', originText(answer)].join('\n');
}

/** Most slices that are named. */
const MOST_NAMES = 6;

/** Says where an answer comes from: "table KRvK in tables", "slice KRvK, computed". */
export function sourceText({ provenance: { source, method, table, store } }: Pick<Reply, 'provenance'>): string {
  return {
    rules: 'the rules alone',
    table: `table ${table} in ${store}`,
    syzygy: `Syzygy's files of ${table} in ${store}`,
    cache: `slice ${table}, computed before`,
    computed: computedBy(method, table),
  }[source];
}

/** Says where an answer comes from and what it took. */
export function originText(answer: Answer | Bounded): string {
  const { bytesRead, bytesReadBack = 0, positionsExpanded, slicesSolved, fedBy = [], ms, warnings } = answer.provenance;
  const names = [...new Set(slicesSolved)];
  const more = names.length - MOST_NAMES;
  const slices = `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const fed = fedBy.length > 0 ? `, fed by the tables of ${fedBy.join(', ')}` : '';
  const cost = [
    bytesRead > 0 ? `${formatBytes(bytesRead)} read` : '',
    bytesReadBack > 0 ? `${formatBytes(bytesReadBack)} kept before read back` : '',
    slicesSolved.length > 0 ? `${formatCount(positionsExpanded)} positions solved (${slices}${fed})` : '',
    `${ms.toFixed(ms < 10 ? 2 : 0)} ms`,
  ].filter((text) => text !== '');
  return [
    `From ${sourceText(answer)}; ${cost.join(', ')}.`,
    ...warnings.map((warning) => `Warning: ${warning}; computed instead.`),
  ].join('\n');
}

function computedBy(method: Method | undefined, table: string): string {
  if (method === 'search') return 'a search ahead';
  if (method === 'closure') return 'all that can follow';
  if (method === 'bounds') return 'bounds that met';
  return `slice ${table}, computed`;
}

/** Returns what a move gains beside the position that it leads to. */
function gains({ points, again }: MoveAnswer): string {
  return `${points === undefined ? '' : `, scoring ${points}`}${again ? ', the same player moves again' : ''}`;
}

function nameOf(move: MoveAnswer): string {
  return move.san ?? move.move;
}
