/** The digits of the indices of one part of a space. With them the part's cells can be arranged in another order. */
export interface Axes {
  /**
   * Number of values of each digit, the outermost first: an index is `((d0 * digits[1] + d1) * digits[2] + d2) ...`.
   * The outermost digit is the orbit of the leading men. The others are the other groups of like men, and the mark if
   * there is one (placements.ts). An index space without such digits has one digit.
   */
  readonly digits: readonly number[];
  /** The outermost digit as several, one for each leading group; not all combinations of their values occur. */
  readonly lead: {
    /** Number of values of each. */
    readonly sizes: readonly number[];
    /** Value `j` of orbit `o` is at `o * sizes.length + j`. */
    readonly values: Uint16Array;
  };
}

/** Returns the axes of an index without digits. */
export function singleAxis(size: number): Axes {
  return { digits: [size], lead: { sizes: [], values: new Uint16Array(0) } };
}

/** Returns axes from the values of the leading groups. The values that occur are renumbered in their order. */
export function axesOf(digits: readonly number[], groups: number, values: Int32Array): Axes {
  const orbits = values.length / groups;
  const dense = new Uint16Array(values.length);
  const sizes: number[] = [];
  for (let g = 0; g < groups; g++) {
    const seen = new Set<number>();
    for (let orbit = 0; orbit < orbits; orbit++) seen.add(values[orbit * groups + g]);
    const rank = new Map([...seen].sort((a, b) => a - b).map((value, i) => [value, i]));
    for (let orbit = 0; orbit < orbits; orbit++) dense[orbit * groups + g] = rank.get(values[orbit * groups + g])!;
    sizes.push(seen.size);
  }
  return { digits, lead: { sizes, values: dense } };
}
