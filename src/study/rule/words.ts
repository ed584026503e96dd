import { BAND, type Band } from './advantage.ts';
import { type Advantage, advantageOf, intervalOf } from './bootstrap.ts';
import { GAME_KINDS, type GameKind, type Panel, scaleByQuickest, scaleOf } from './panel.ts';

/** What the study says of a game, of a kind of games, or of all. */
export const WORDS = ['supported', 'no advantage', 'not decided'] as const;
export type Word = (typeof WORDS)[number];

/** The numbers of the rule. */
export interface Thresholds {
  /** Prices in which the advantage is looked for. */
  readonly band: Band;
  /** Share of draws within the interval. */
  readonly level: number;
  /** Mixtures pay if the lower end of the interval exceeds it. */
  readonly pays: number;
  /** Mixtures do not pay if the upper end is below it. */
  readonly tie: number;
  /** Least scale of a game that counts. */
  readonly scale: number;
  /** Which program without a table the scale is measured by. */
  readonly yardstick: 'shortest' | 'quickest';
  /** A word holds of many if it holds of more than this share of them. */
  readonly share: number;
  /** Fewer families leave the question open. */
  readonly families: number;
}

/** The rule's numbers, fixed before the measurements that they judge. */
export const THRESHOLDS: Thresholds = {
  band: BAND,
  level: 0.9,
  pays: 1.5,
  tie: 1.1,
  scale: 10,
  yardstick: 'shortest',
  share: 1 / 2,
  families: 3,
};

/** The rule in sentences. The guide of the study has the same ones, with the reasons. */
export const ADVANTAGE_RULE: readonly string[] = [
  'The advantage of a game is the cost of the cheapest contender that is no mixture, over the cost of the cheapest mixture, at the price where this is greatest.',
  'A cost is the CPU seconds of a question plus the price times the bytes of program and tables. Prices run from 1e-9 to 1e-6 seconds a byte.',
  'Generators, closures, searches and complete tables by any codec are all rivals. A mixture takes part only if it is shorter than the shortest complete table.',
  'All contenders answer the same sessions. Plans are made on other sessions.',
  'The interval holds 90 % of 200 draws of sessions and of rounds of timing, each with its own maximum over the prices, and without the bias of the maximum.',
  'A game says supported if the lower end exceeds 1.5, no advantage if the upper end is below 1.1 or no mixture takes part, and else not decided. A game with one table is a control and says nothing.',
  'The scale of a game is the bytes of the shortest complete table over those of the shortest program without a table.',
  'At scale s, games of scale s or more count. A family says what more than half of its games say, and all families say what more than half of them say. Else, and with fewer than three families, it is not decided.',
];

/** What was found about one game. */
export interface GameFinding {
  readonly game: string;
  readonly family: string;
  readonly kind: GameKind;
  /** Bytes of the shortest complete table over those of the shortest program without a table. */
  readonly scale: number;
  /** The same over the quickest program without a table. */
  readonly scaleByQuickest: number;
  /** Whether the game has one table, so that it cannot have a mixture. */
  readonly control: boolean;
  /** Absent if no mixture takes part. */
  readonly advantage?: Advantage;
}

/** Estimates what a panel says. */
export function findingOf(panel: Panel, band: Band, seed: number): GameFinding {
  const { game, family, kind, tables } = panel;
  const advantage = advantageOf(panel, band, seed);
  const scales = { scale: scaleOf(panel), scaleByQuickest: scaleByQuickest(panel) };
  const known = { game, family, kind, ...scales, control: tables === 1 };
  return advantage === undefined ? known : { ...known, advantage };
}

/** Returns what one game says. Controls say nothing that counts, and their word is `not decided`. */
export function wordOf({ control, advantage }: GameFinding, { level, pays, tie }: Thresholds): Word {
  if (control) return 'not decided';
  if (advantage === undefined) return 'no advantage';
  const { least, most } = intervalOf(advantage, level);
  return least > pays ? 'supported' : most < tie ? 'no advantage' : 'not decided';
}

/** What some games say together. */
export interface Decision {
  readonly word: Word;
  /** What each family says, those alone that have a game at scale. */
  readonly families: ReadonlyMap<string, Word>;
}

/** Applies the rule to the games that are at scale. */
export function decide(findings: readonly GameFinding[], thresholds: Thresholds = THRESHOLDS): Decision {
  const { scale, yardstick, share } = thresholds;
  const scaleFor = (finding: GameFinding): number =>
    yardstick === 'shortest' ? finding.scale : finding.scaleByQuickest;
  const counted = findings.filter((finding) => !finding.control && scaleFor(finding) >= scale);
  const names = [...new Set(counted.map(({ family }) => family))];
  const families = new Map(
    names.map((name) => {
      const games = counted.filter(({ family }) => family === name);
      return [
        name,
        mostOf(
          games.map((game) => wordOf(game, thresholds)),
          share,
        ),
      ];
    }),
  );
  const enough = families.size >= thresholds.families;
  return { word: enough ? mostOf([...families.values()], share) : 'not decided', families };
}

/** Applies the rule to each kind of games. */
export function decideByKind(
  findings: readonly GameFinding[],
  thresholds: Thresholds = THRESHOLDS,
): ReadonlyMap<GameKind, Decision> {
  const of = (kind: GameKind): GameFinding[] => findings.filter((finding) => finding.kind === kind);
  return new Map(GAME_KINDS.map((kind) => [kind, decide(of(kind), thresholds)]));
}

/** Returns the word that more than a share of the words are, if there is one. */
function mostOf(words: readonly Word[], share: number): Word {
  const holds = (word: Word): boolean => words.filter((each) => each === word).length > share * words.length;
  return WORDS.find(holds) ?? 'not decided';
}
