import type { Game } from '../game/contract.ts';
import { isSpoilt, type Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';

/** What a column has in one row. */
export type Datum = string | number;

/** A column of the rows of positions. */
export interface DataColumn {
  readonly name: string;
  readonly kind: 'text' | 'number';
  /** What it tells. */
  readonly means: string;
  /** The metric of the values that it is read from; absent for columns that name the position. */
  readonly metric?: Metric;
  /** Returns what a value tells. */
  readonly of?: (v: Value) => Datum;
}

/** The columns that name a position. */
export function namingColumns(game: Game): readonly DataColumn[] {
  const position = game.chessmen === undefined ? 'position' : 'fen';
  return [
    { name: 'slice', kind: 'text', means: 'positions that reversible moves connect' },
    {
      name: 'index',
      kind: 'number',
      means: 'number of the position in its slice; positions that are images of each other have one',
    },
    { name: position, kind: 'text', means: 'the position, one of those with the index, with the side to move' },
  ];
}

/**
 * Returns the columns that tell values of a game.
 * @param metric what they tell; default: all that can be found
 */
export function valueColumns(game: Game, metric?: Metric): readonly DataColumn[] {
  const { domain } = game;
  const isWanted = (each: Metric): boolean => metric === undefined || metric === each;
  const outcome = (each: Metric): DataColumn => ({
    name: 'outcome',
    kind: 'text',
    means: 'of the side to move: win, draw or loss',
    metric: each,
    of: (v) => domain.outcome(v),
  });
  if (domain.name === 'score')
    return [{ name: 'score', kind: 'number', means: 'what the side to move still gains', metric: 'dtm', of: (v) => v }];
  const plies = (name: string, means: string, each: Metric): DataColumn => {
    return { name, kind: 'number', means: `${means}; 0 for a draw`, metric: each, of: (v) => domain.plies(v) };
  };
  if (game.zeroes === undefined) {
    // Without a kernel outcomes come from distances.
    const from = game.chessmen === undefined ? 'dtm' : (metric ?? 'dtm');
    return [outcome(from), ...(metric === 'wdl' ? [] : [plies('plies', 'plies to the end', 'dtm')])];
  }
  return [
    outcome(metric ?? 'dtm'),
    ...(metric === undefined || metric === 'dtz' || metric === 'wdl50' ? [outcome50(game, metric ?? 'dtz')] : []),
    ...(isWanted('dtm') ? [plies('dtm', 'plies to mate', 'dtm')] : []),
    ...(isWanted('dtz') ? [plies('dtz', 'plies to the next capture or pawn move, or to mate', 'dtz')] : []),
  ];
}

function outcome50({ domain }: Game, metric: Metric): DataColumn {
  return {
    name: 'outcome50',
    kind: 'text',
    means: 'the outcome under the 50-move rule with the clock at 0: win, cursed-win, draw, blessed-loss or loss',
    metric,
    of: (v) => (v !== 0 && isSpoilt(v) ? (v > 0 ? 'cursed-win' : 'blessed-loss') : domain.outcome(v)),
  };
}
