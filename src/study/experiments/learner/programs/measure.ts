/** The length of one program with 1, 2, ... games, up to all games of the toolkit in their order by family. */

import { games } from '../../../../../games/index.ts';
import { GAME_FAMILIES } from '../../../../../games/loaders.ts';
import { lengthOf } from '../../../bundle.ts';
import type { ExperimentContext } from '../../../experiment-context.ts';
import { cabinetProgram } from '../../../programs.ts';
import { type Cabinet, type Growth, growthOf, type GrowthShape } from './growth.ts';

/** The quick study makes a program after every so many families, the full one after every game. */
const FAMILIES_A_STEP = 3;

/** Lengths by number of games. */
export interface ProgramsData {
  readonly part: 'programs';
  readonly cabinets: readonly Cabinet[];
  readonly growth: Readonly<Record<GrowthShape, Growth>>;
}

/** Makes the programs and fits curves to their lengths. */
export async function measurePrograms(context: ExperimentContext): Promise<ProgramsData> {
  const ids = games.map(({ id }) => id);
  const cabinets: Cabinet[] = [];
  let before = 0;
  for (const n of stepsOf(context.size === 'full' ? 0 : FAMILIES_A_STEP)) {
    context.report(`one program with ${n} games`);
    const { brotli } = await lengthOf(cabinetProgram(ids.slice(0, n)));
    const families = new Set(ids.slice(before, n).map(familyOf));
    cabinets.push({ games: n, families: [...families], bytes: brotli });
    before = n;
  }
  const of = (shape: GrowthShape): Growth => growthOf(cabinets, shape);
  return { part: 'programs', cabinets, growth: { line: of('line'), root: of('root'), logarithm: of('logarithm') } };
}

/** Returns the numbers of games at which programs are made: after so many families, or after every game for 0. */
function stepsOf(families: number): number[] {
  if (families === 0) return games.map((_, i) => i + 1);
  const ends: number[] = [];
  for (const family of GAME_FAMILIES) ends.push((ends.at(-1) ?? 0) + family.length);
  return [1, ...ends.filter((end, i) => end > 1 && ((i + 1) % families === 0 || i === ends.length - 1))];
}

/** Returns the name of a game's family, which is the first of its games. */
function familyOf(id: string): string {
  return GAME_FAMILIES.find((family) => family.includes(id))![0];
}
