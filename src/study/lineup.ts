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
import type { Game } from '../game/contract.ts';
import { LineSearch } from '../lines/index.ts';
import type { RegisteredCoder } from '../table/coders/registered.ts';
import type { Instance } from '../plan/instance.ts';
import { type PricedPlan, searchedSlices, WAY_NAMES } from './plan.ts';
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
 * @param most positions that search and closure may expand for one answer
 */
export async function pureContenders(truth: Truth, encoder: Encoder, most: number): Promise<Lineup> {
  const contenders: Contender[] = [...computing(truth, most)];
  const omitted: { name: string; family: Family; why: string }[] = [];
  for (const { coder, label, family, mostCells } of COMPARED) {
    if (mostCells !== undefined && truth.cells > mostCells) {
      const why = `not entered: ${truth.cells.toLocaleString('en-US')} cells, the limit is ${mostCells.toLocaleString('en-US')}`;
      omitted.push({ name: label, family, why });
    } else contenders.push(lookup(truth, label, family, encoder.all(coder.id, true)));
  }
  contenders.push(...(await solid(truth, encoder)));
  return { contenders, omitted };
}

function computing(truth: Truth, most: number): Contender[] {
  const { specialization, subject } = truth;
  const { game } = subject;
  const generators = programEnginesOf(truth).map(
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
): Contender {
  const { specialization, subject, slices } = truth;
  const kept = slices.flatMap((_, i) =>
    plan.choice[i] < 0 ? [] : [encoder.encode(i, WAY_NAMES[plan.choice[i]], false)],
  );
  if (kept.length === slices.length) return lookup(truth, `all tables, plan ${number}`, 'domain', kept);
  const ids = [...new Set(kept.map(({ coder }) => coder))];
  const coders = ids.map(coderNamed);
  const bytes = ship(kept, ids);
  const searched = searchedSlices(instance, plan.choice);
  const engine = programEnginesOf(truth)[0];
  const searching = kept.length + searched.size === slices.length;
  const ofLines = LineSearch.supports(subject.game);
  return {
    name: `hybrid ${number}: ${kept.length} of ${slices.length} tables, ${searching ? 'search' : 'engine'}`,
    family: 'hybrid',
    stored: bytes.length,
    program: searching ? searchingProgram(subject.game.id, ids, ofLines) : hybridProgram(subject.game.id, engine, ids),
    open: () =>
      searching
        ? new Searching(specialization, bytes, coders, (known) =>
            ofLines ? new LineAnswers(subject.game) : new Closures(subject.game, MOST_LOOKED_INTO, known),
          )
        : new Hybrid(specialization, { bytes, coders, engine, searched }),
    quick: false,
    kept: kept.map(({ name }) => name),
  };
}

/** Most positions that a hybrid without an engine may expand for one answer. */
const MOST_LOOKED_INTO = 1_000_000;
