import { gameOf } from '../../games/index.ts';
import { type Size, type Subject, subject } from './subjects.ts';

/** A step of a ladder. */
export interface LadderStep {
  /** The size of the step, for people. */
  readonly name: string;
  readonly subject: Subject;
}

/** A game that grows: the same rules with more men, seeds or cells. */
export interface Ladder {
  readonly id: string;
  readonly title: string;
  /** What grows: `men`, `seeds` or `cells`. */
  readonly grows: string;
  /** From small to large. */
  readonly steps: readonly LadderStep[];
}

type Steps = readonly (readonly [name: string, game: string, tables: readonly string[]])[];

const LADDERS: readonly {
  readonly id: string;
  readonly title: string;
  readonly grows: string;
  readonly quick: Steps;
  readonly full: Steps;
}[] = [
  {
    id: 'ladder-chess',
    title: 'Chess',
    grows: 'men',
    quick: [
      ['KRvK', 'chess', ['KRvK']],
      ['3 men', 'chess', ['KPvK']],
      ['KRvKN', 'chess', ['KRvKN']],
    ],
    full: [
      ['KRvK', 'chess', ['KRvK']],
      ['3 men', 'chess', ['KPvK']],
      ['KRvKN', 'chess', ['KRvKN']],
      ['4 men, no pawns', 'chess', ['KQvKR', 'KQvKB', 'KQvKN', 'KRvKB', 'KRvKN', 'KBNvK']],
    ],
  },
  {
    id: 'ladder-awari',
    title: 'Awari',
    grows: 'seeds',
    quick: ['2', '4', '6', '8', '9'].map((seeds) => [`${seeds} seeds`, 'awari', [seeds]] as const),
    full: ['2', '4', '6', '8', '10', '12'].map((seeds) => [`${seeds} seeds`, 'awari', [seeds]] as const),
  },
  {
    id: 'ladder-kalah',
    title: 'Kalah',
    grows: 'seeds',
    quick: ['2', '4', '6', '8', '9'].map((seeds) => [`${seeds} seeds`, 'kalah-6-4', [seeds]] as const),
    full: ['2', '4', '6', '8', '10', '12'].map((seeds) => [`${seeds} seeds`, 'kalah-6-4', [seeds]] as const),
  },
  {
    id: 'ladder-rows',
    title: 'Three in a row',
    grows: 'cells',
    quick: [
      ['3 × 3', 'tic-tac-toe', []],
      ['4 × 3', 'mnk-4-3-3', []],
    ],
    full: [
      ['3 × 3', 'tic-tac-toe', []],
      ['4 × 3', 'mnk-4-3-3', []],
      ['4 × 4', 'mnk-4-4-3', []],
    ],
  },
  {
    id: 'ladder-hexapawn',
    title: 'Hexapawn',
    grows: 'cells',
    quick: [
      ['3 × 3', 'hexapawn-3x3', []],
      ['4 × 4', 'hexapawn-4x4', []],
    ],
    full: [
      ['3 × 3', 'hexapawn-3x3', []],
      ['4 × 4', 'hexapawn-4x4', []],
    ],
  },
  {
    id: 'ladder-four',
    title: 'Connect-four',
    grows: 'cells',
    quick: [['4 × 4', 'connect-four-4x4', []]],
    full: [
      ['4 × 4', 'connect-four-4x4', []],
      ['5 × 4', 'connect-four-5x4', []],
    ],
  },
];

/** Returns the ladders with more than one step. */
export function laddersOf(size: Size): Ladder[] {
  return LADDERS.filter((ladder) => ladder[size].length > 1).map((ladder) => ({
    id: ladder.id,
    title: ladder.title,
    grows: ladder.grows,
    steps: ladder[size].map(([name, game, tables]) => ({ name, subject: subject(gameOf(game), tables) })),
  }));
}

/** @throws Error if the study has no ladder of this id */
export function ladderNamed(id: string, size: Size): Ladder {
  const found = laddersOf(size).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ladder ${id}`);
  return found;
}
