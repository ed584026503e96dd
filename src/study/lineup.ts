import { Closures } from './answer/closure.ts';
import { Generator } from './answer/generator.ts';
import { Hybrid } from './answer/hybrid.ts';
import { Lookup } from './answer/lookup.ts';
import { LineAnswers } from './answer/line-answers.ts';
import { Search } from './answer/search.ts';
import { Searching } from './answer/searching.ts';
import { archivers } from './archives.ts';
import { coderNamed, STUDY_CODERS } from './coders/index.ts';
import { type Contender, FAMILIES, type Family } from './contender.ts';
import { type EncodedSlice, type Encoder, ship } from './encoding.ts';
import type { SampleSizes } from './experiment-context.ts';
import type { Game } from '../game/contract.ts';
import { LineSearch } from '../lines/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { RegisteredCoder } from '../table/coders/registered.ts';
import type { Instance } from '../plan/instance.ts';
import { computeSeconds, type PricedPlan, searchedSlices, WAY_NAMES, waysFor } from './plan.ts';
import {
  closureProgram,
  type ProgramEngine,
  generatorProgram,
  hybridProgram,
  lookupProgram,
  linesProgram,
  searchingProgram,
  searchProgram,
} from './programs.ts';
import type { Truth } from './truth.ts';

/** The coders that are compared, by family: those that no other one represents. */
export const COMPARED: readonly RegisteredCoder[] = FAMILIES.flatMap((family) =>
  STUDY_CODERS.filter((each) => each.family === family && each.variantOf === undefined),
);

/** The contenders of a subject. */
export interface Lineup {
  readonly contenders: readonly Contender[];
  /** Coders that are left out, and the reasons. */
  readonly omitted: readonly { readonly name: string; readonly family: Family; readonly why: string }[];
}

/** Most cells for the generic engine if a kernel exists: with more, it is too slow to answer many questions. */
const MOST_GENERIC = 1_000_000;

/** Returns the engines that may compute slices, the quickest first. */
export function programEnginesOf({ subject: { game }, cells }: Truth): readonly ProgramEngine[] {
  if (!game.chessmen || game.schema.board.cells !== 64) return ['generic'];
  return cells > MOST_GENERIC ? ['kernel'] : ['kernel', 'generic'];
}

/**
 * Returns all contenders but hybrids: engines without tables, and all tables by each coder.
 * @param effort what may be entered
 */
export async function pureContenders(truth: Truth, encoder: Encoder, effort: SampleSizes): Promise<Lineup> {
  const { lookedInto, coders, generators, learntCells } = effort;
  const omitted: { name: string; family: Family; why: string }[] = [];
  const omit = (name: string, family: Family, why: string): void => {
    omitted.push({ name, family, why: `not entered: ${why}` });
  };
  const isSearched = generators === 'needed' && LineSearch.supports(truth.subject.game);
  if (isSearched) omit('generator', 'generator', 'the search of lines is shorter and quicker');
  const engines = isSearched ? [] : programEnginesOf(truth);
  const most = Number.isFinite(lookedInto) ? lookedInto : truth.positions;
  const contenders = computingContenders(truth.specialization, engines, most);
  const count = (cells: number): string => `${cells.toLocaleString('en-US')} cells`;
  const largest = Math.max(...truth.slices.map(({ values }) => values.length));
  const ways = waysFor(largest, learntCells);
  for (const { coder, label, family, mostCells } of COMPARED) {
    if (coders === 'planned' && !WAY_NAMES.some((way) => way === coder.id)) omit(label, family, 'no plan takes it');
    else if (coders === 'planned' && !ways.some((way) => way === coder.id))
      omit(label, family, `a table of ${count(largest)}, the limit is ${count(learntCells)}`);
    else if (mostCells !== undefined && truth.cells > mostCells)
      omit(label, family, `${count(truth.cells)}, the limit is ${count(mostCells)}`);
    else contenders.push(lookup(truth, label, family, encoder.all(coder.id, true)));
  }
  contenders.push(...(await solid(truth, encoder)));
  return { contenders, omitted };
}

/** Returns the modelled seconds to solve all slices once. */
export function allSlicesSeconds({ slices }: Truth): number {
  return slices.reduce((sum, { effort, values }) => sum + computeSeconds(effort, values.length), 0);
}

/**
 * Returns the contenders without tables.
 * @param engines those that may compute slices
 * @param most positions that search and closure may expand for one answer
 */
export function computingContenders(
  specialization: Specialization,
  engines: readonly ProgramEngine[],
  most: number,
): Contender[] {
  const { game } = specialization;
  const generators = engines.map(
    (engine): Contender => ({
      name: engine === 'kernel' ? 'generator, word-parallel' : 'generator',
      family: 'generator',
      stored: 0,
      program: generatorProgram(game.id, engine),
      open: () => new Generator(specialization, engine),
      quick: false,
    }),
  );
  return [
    ...generators,
    {
      name: 'reachable closure',
      family: 'generator',
      stored: 0,
      program: closureProgram(game.id),
      open: () => new Closures(game, most),
      quick: false,
    },
    {
      name: 'forward search',
      family: 'generator',
      stored: 0,
      program: searchProgram(game.id),
      open: () => new Search(game, most),
      quick: false,
    },
    ...(LineSearch.supports(game) ? [ofLines(game)] : []),
  ];
}

function ofLines(game: Game): Contender {
  return {
    name: 'search of lines',
    family: 'generator',
    stored: 0,
    program: linesProgram(game.id),
    open: () => new LineAnswers(game),
    quick: false,
  };
}

/** Returns a contender with tables of all slices, by any coders. */
function lookup(truth: Truth, name: string, family: Family, slices: readonly EncodedSlice[]): Contender {
  const ids = [...new Set(slices.map(({ coder }) => coder))];
  const coders = ids.map(coderNamed);
  const bytes = ship(slices, ids);
  return {
    name,
    family,
    stored: bytes.length,
    program: lookupProgram(truth.subject.game.id, ids),
    open: () => new Lookup(truth.specialization, bytes, coders),
    quick: true,
  };
}

/** Returns all tables in one piece by general compressors; their decoders count as part of the runtime. */
async function solid(truth: Truth, encoder: Encoder): Promise<Contender[]> {
  const tables = ship(encoder.all('array', true), ['array']);
  const coders = [coderNamed('array')];
  const program = lookupProgram(truth.subject.game.id, ['array'], UNPACK);
  const contenders: Contender[] = [];
  for (const archiver of await archivers()) {
    const archive = await archiver.compress(tables);
    contenders.push({
      name: `${archiver.name}, whole`,
      family: 'general',
      stored: archive.length,
      program,
      open: async () => new Lookup(truth.specialization, await archiver.decompress(archive), coders),
      quick: false,
    });
  }
  return contenders;
}

const UNPACK = `import { brotliDecompressSync as unpack } from 'node:zlib';`;

/** What a mixture ships and how it answers: all that is needed to open it again. */
export interface MixtureParts {
  /** Ids of the coders, in the order of the records' numbers. */
  readonly coders: readonly string[];
  /** The shipped tables (answer/shelves.ts). */
  readonly bytes: Uint8Array;
  /** The engine that computes the slices without a table; absent if single positions are searched instead. */
  readonly engine?: ProgramEngine | undefined;
  /** Names of the slices that answer by closures instead of being computed. */
  readonly searched: ReadonlySet<string>;
}

/** A contender with some tables. */
export type Mixture = Contender & { readonly parts: MixtureParts };

/** Returns a mixture. */
export function mixtureOf(
  specialization: Specialization,
  parts: MixtureParts,
  named: Pick<Contender, 'name' | 'kept'>,
): Mixture {
  const { coders: ids, bytes, engine, searched } = parts;
  const { game } = specialization;
  const coders = ids.map(coderNamed);
  const ofLines = LineSearch.supports(game);
  return {
    ...named,
    family: 'hybrid',
    stored: bytes.length,
    program: engine === undefined ? searchingProgram(game.id, ids, ofLines) : hybridProgram(game.id, engine, ids),
    open: () =>
      engine === undefined
        ? new Searching(specialization, bytes, coders, (known) =>
            ofLines ? new LineAnswers(game) : new Closures(game, MOST_LOOKED_INTO, known),
          )
        : new Hybrid(specialization, { bytes, coders, engine, searched }),
    quick: false,
    parts,
  };
}

/**
 * Returns the contender of a plan. It needs no engine if all slices have tables, or if single positions of the others
 * are cheaper to expand than the slices to compute.
 */
export function planned(
  truth: Truth,
  encoder: Encoder,
  instance: Instance,
  plan: PricedPlan,
  number: number,
): Contender | Mixture {
  const { specialization, subject, slices } = truth;
  const kept = slices.flatMap((_, i) =>
    plan.choice[i] < 0 ? [] : [encoder.encode(i, WAY_NAMES[plan.choice[i]], false)],
  );
  if (kept.length === slices.length) return lookup(truth, `all tables, plan ${number}`, 'domain', kept);
  const coders = [...new Set(kept.map(({ coder }) => coder))];
  const searched = searchedSlices(instance, plan.choice);
  // the search of lines is quicker than any engine, wherever it can search
  const searching = LineSearch.supports(subject.game) || kept.length + searched.size === slices.length;
  const engine = searching ? undefined : programEnginesOf(truth)[0];
  return mixtureOf(
    specialization,
    { coders, bytes: ship(kept, coders), engine, searched },
    {
      name: `hybrid ${number}: ${kept.length} of ${slices.length} tables, ${searching ? 'search' : 'engine'}`,
      kept: kept.map(({ name }) => name),
    },
  );
}

/** Most positions that a hybrid without an engine may expand for one answer. */
const MOST_LOOKED_INTO = 1_000_000;
