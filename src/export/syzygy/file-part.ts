import type { NumberingLayout } from '../../syzygy/numbering.ts';
import { Arranged } from './arranged.ts';
import { type CellRules, countChanges, fill } from './cell-rules.ts';
import { cheapestStream } from './cheapest-stream.ts';
import { bytesOf, constantPart, pairPart, type PairPart } from './pair-part.ts';
import type { Pause } from './pause.ts';
import { pairGrammar } from './pair-grammar.ts';

/** One part of a file, and what it was made of. */
export interface FilePart {
  readonly layout: NumberingLayout;
  /** In the order of the layout. */
  readonly cells: Uint16Array;
  readonly rules: CellRules;
  readonly part: PairPart;
}

/** How a part is made. */
export interface PartOptions {
  /** The layouts of the part; `cells` are in the order of the first. */
  readonly layouts: readonly NumberingLayout[];
  readonly rules: CellRules;
  /** What the table says in the part's first byte. */
  readonly flags: number;
  /** Logarithms of the sizes of blocks to try. */
  readonly blockBits: readonly number[];
  /** Whether a part of one value may say so alone, whatever the value; else only if it is 0. */
  readonly constants: boolean;
  readonly pause: Pause;
}

/** Compresses the cells of a part, in the best layout and with the best values that they allow. */
export async function makePart(
  cells: Uint16Array,
  { layouts, rules, flags, blockBits, constants, pause }: PartOptions,
): Promise<FilePart> {
  const only = constantOf(cells, rules);
  if (only === 0 || (only > 0 && constants))
    return { layout: layouts[0], cells, rules, part: constantPart(flags, only) };
  const arranged = new Arranged(layouts[0], cells);
  const layout = await arranged.cheapest(
    layouts,
    (some) => countChanges(some, rules),
    (some) => bytesOf(pairPart(flags, pairGrammar(fill(some, rules)), blockBits.slice(-1))),
    pause,
  );
  const all = arranged.in(layout);
  const grammar = pairGrammar(fill(all, rules));
  const stream = await cheapestStream(all, rules, grammar, pause);
  const parts = [grammar, { ...grammar, stream }].map((each) => pairPart(flags, each, blockBits));
  return { layout, cells: all, rules, part: bytesOf(parts[1]) < bytesOf(parts[0]) ? parts[1] : parts[0] };
}

/** Returns the value that all cells allow, or -1. */
function constantOf(cells: Uint16Array, rules: CellRules): number {
  let common = cells[0];
  for (let i = 1; i < cells.length && common >= 0; i++) common = rules.meet(common, cells[i]);
  return common < 0 ? -1 : rules.pick(common);
}
