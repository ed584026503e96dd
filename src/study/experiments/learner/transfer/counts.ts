/**
 * An adaptive model of outcomes: how often each follows the outcomes just before it. Its code length is that of an
 * arithmetic code (the estimator of R. Krichevsky and V. Trofimov, 1981), so a model that begins with the counts of
 * other games saves just what its first guesses are better.
 */

/** Loss, draw and win. */
const SYMBOLS = 3;
/** Outcomes before a cell that its model sees. */
const ORDER = 4;
const CONTEXTS = SYMBOLS ** ORDER;
/** Most cells that the counts of a context from elsewhere are worth, so that a game can soon overrule them. */
const WORTH = 16;

/** Counts by context and outcome. */
export type Counts = Float64Array;

/** Returns the counts of lists of outcomes (0 to 2) together. */
export function outcomeCounts(lists: readonly Uint8Array[]): Counts {
  const counts = new Float64Array(CONTEXTS * SYMBOLS);
  for (const outcomes of lists) visit(outcomes, (context, outcome) => void counts[context * SYMBOLS + outcome]++);
  return counts;
}

/** Returns counts of which none is worth more than a few cells. */
export function prior(counts: Counts): Counts {
  return counts.map((count, i) => count * Math.min(1, WORTH / totalOf(counts, Math.floor(i / SYMBOLS))));
}

/**
 * Returns the bits of outcomes in an adaptive code.
 * @param start counts to begin with; default: none
 */
export function adaptiveBits(outcomes: Uint8Array, start: Counts = new Float64Array(CONTEXTS * SYMBOLS)): number {
  const counts = start.slice();
  let bits = 0;
  visit(outcomes, (context, outcome) => {
    const at = context * SYMBOLS + outcome;
    bits -= Math.log2((counts[at] + 1 / 2) / (totalOf(counts, context) + SYMBOLS / 2));
    counts[at]++;
  });
  return bits;
}

/** Returns the bits of outcomes in the same code if it knew their own frequencies before, for nothing. */
export function knownBits(outcomes: Uint8Array): number {
  const counts = outcomeCounts([outcomes]);
  let bits = 0;
  for (let context = 0; context < CONTEXTS; context++) {
    const total = totalOf(counts, context);
    for (let outcome = 0; outcome < SYMBOLS; outcome++) {
      const count = counts[context * SYMBOLS + outcome];
      if (count > 0) bits -= count * Math.log2(count / total);
    }
  }
  return bits;
}

function totalOf(counts: Counts, context: number): number {
  const at = context * SYMBOLS;
  return counts[at] + counts[at + 1] + counts[at + 2];
}

function visit(outcomes: Uint8Array, each: (context: number, outcome: number) => void): void {
  let context = 0;
  for (const outcome of outcomes) {
    each(context, outcome);
    context = (context * SYMBOLS + outcome) % CONTEXTS;
  }
}
