/** The map: what the rule of advantage says of each game, and where mixtures pay. */

import type { Family } from '../../contender.ts';
import { BAND } from '../../rule/advantage.ts';
import { crossingOf } from '../../rule/crossing.ts';
import type { Interval } from '../../rule/bootstrap.ts';
import type { NamedPanel } from '../../named-panel.ts';
import type { GameKind, Role } from '../../rule/panel.ts';
import { type Sensitivity, sensitivityOf } from '../../rule/sensitivity.ts';
import {
  decide,
  decideByKind,
  type Decision,
  findingOf,
  type GameFinding,
  THRESHOLDS,
  wordOf,
} from '../../rule/words.ts';
import type { FrontierData } from '../frontier/measure.ts';
import type { MenData } from '../men/measure.ts';

/** The roles of the families of contenders. */
const ROLE_OF: Readonly<Record<Family, Role>> = {
  generator: 'compute',
  table: 'complete',
  general: 'complete',
  domain: 'complete',
  hybrid: 'mixture',
};

/** A game with what the rule finds. */
export interface JudgedPanel {
  readonly panel: NamedPanel;
  readonly finding: GameFinding;
  readonly word: ReturnType<typeof wordOf>;
}

/** What the rule says of all games. */
export interface Verdict {
  readonly games: readonly JudgedPanel[];
  readonly decision: Decision;
  readonly byKind: ReadonlyMap<GameKind, Decision>;
  readonly crossing: Interval | undefined;
  readonly sensitivity: Sensitivity;
}

/** Returns the panel of a game that the frontier measured; undefined if nobody computes or nobody has a complete table. */
export function panelOf(data: FrontierData): NamedPanel | undefined {
  const { game, title, family, kind, slices, questions, contenders, tables } = data;
  const entrants = contenders.map(({ name, family: of, bytes, stored, rounds }) => ({
    name,
    role: ROLE_OF[of],
    bytes,
    stored,
    seconds: rounds,
  }));
  const has = (role: Role): boolean => entrants.some((entrant) => entrant.role === role);
  if (!has('compute') || !has('complete')) return undefined;
  const scope = tables.length > 0 ? ` to ${tables.join(', ')}` : '';
  return { game, title: `${title}${scope}`, family, kind, tables: slices, questions, entrants, recorded: false };
}

/** Returns the panels of recorded games, those left out that a study measured itself. */
export function recordedPanels(records: readonly FrontierData[], measured: readonly NamedPanel[]): NamedPanel[] {
  return records
    .flatMap((data) => panelOf(data) ?? [])
    .filter(({ title }) => !measured.some((panel) => panel.title === title))
    .map((panel) => ({ ...panel, recorded: true }));
}

/** Returns the panels of chess by outcomes, whose seconds are recorded. */
export function menPanels({ panels }: MenData): NamedPanel[] {
  return panels.map(({ men, asked, questions, tables, entrants }) => ({
    game: `chess-${men}-${asked}`,
    title: `Chess, ≤ ${men} men, ${asked}`,
    family: 'chess',
    kind: 'shrinks',
    tables,
    questions,
    entrants,
    recorded: true,
  }));
}

/** Applies the rule to panels, the smallest scale first. */
export function judge(panels: readonly NamedPanel[], seed: number): Verdict {
  const games = panels
    .map((panel): JudgedPanel => {
      const finding = findingOf(panel, BAND, seed);
      return { panel, finding, word: wordOf(finding, THRESHOLDS) };
    })
    .sort((a, b) => a.finding.scale - b.finding.scale);
  const findings = games.map(({ finding }) => finding);
  return {
    games,
    decision: decide(findings),
    byKind: decideByKind(findings),
    crossing: crossingOf(findings, THRESHOLDS.level, seed),
    sensitivity: sensitivityOf(panels, seed),
  };
}
