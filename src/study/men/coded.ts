/**
 * Complete tables of chess that are no trees. Their bytes are recorded costs, and their seconds follow from those of single
 * probes: the first of each class in a session, which opens the file, and later ones.
 */

import type { Costs } from '../../plan/costs.ts';
import type { Entrant } from '../rule/panel.ts';
import { LEAST_ROUNDS } from '../rule/bootstrap.ts';
import { classInFen, type MenSession, type MostMen, tableMen } from './contenders.ts';

/** Codecs of `tables/costs/chess-wdl.json` beside trees. */
const CODECS = ['pairs', 'brotli'] as const;

/**
 * Returns the entrants, each with a program of so many bytes. A codec without recorded costs of some class is left out: with five men all are.
 */
export function codedEntrants(costs: Costs, men: MostMen, sessions: readonly MenSession[], program: number): Entrant[] {
  const tables = costs.tables.filter(({ table }) => tableMen(table) <= men);
  const entrant = (name: string, stored: number, secondsOf: (session: MenSession) => number): Entrant => {
    const seconds = sessions.map(secondsOf);
    return {
      name,
      role: 'complete',
      stored,
      bytes: stored + program,
      seconds: Array.from({ length: LEAST_ROUNDS }, () => seconds),
    };
  };
  const byCodec = CODECS.flatMap((codec): Entrant[] => {
    const options = tables.flatMap(({ table, options: all }) => {
      const own = all.filter((option) => option.codec === codec);
      return own.length === 0 ? [] : [{ table, ...own.reduce((a, b) => (b.bytes < a.bytes ? b : a)) }];
    });
    if (options.length < tables.length) return [];
    const byTable = new Map(options.map((option) => [option.table, option]));
    return [
      entrant(
        `all by ${codec}`,
        options.reduce((sum, { bytes }) => sum + bytes, 0),
        (session) => {
          const classes = session.map(classInFen);
          const first = [...new Set(classes)].reduce((sum, table) => sum + byTable.get(table)!.cold, 0);
          return first + classes.reduce((sum, table) => sum + byTable.get(table)!.probe, 0);
        },
      ),
    ];
  });
  return byCodec;
}
