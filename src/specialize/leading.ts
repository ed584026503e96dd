import type { Schema } from '../game/schema.ts';
import { binomial, CHOOSE, choose } from './binomial.ts';
import { type CodeGroup, standing } from './ranking.ts';

/** Writes the `men` places (ascending) of combination number `rank` of a group. */
export function unrankCombination(rank: number, men: number, out: Uint8Array, at: number): void {
  let rest = rank;
  for (let k = men; k > 1; k--) {
    let n = k - 1;
    while (binomial[(n + 1) * CHOOSE + k] <= rest) n++;
    out[at + k - 1] = n;
    rest -= binomial[n * CHOOSE + k];
  }
  if (men > 0) out[at] = rest;
}

/**
 * The placements of the leading men of a material (tuples), up to symmetry. A tuple is the number of the placements of
 * the leading groups, the last one in the lowest digit.
 */
export interface Leading {
  /** By tuple: its orbit, or -1 if the men cannot stand so. */
  readonly orbitOf: Int32Array;
  /** By orbit: its first tuple. */
  readonly tuples: Int32Array;
  /** By orbit: the cells of the men of that tuple. */
  readonly cells: Uint8Array;
  /** By orbit: 1 if only one symmetry keeps that tuple. */
  readonly plain: Uint8Array;
  /** By tuple: the symmetries that map it to its orbit's first tuple, `count` numbers in `list` from `first` on. */
  readonly first: Int32Array;
  readonly count: Uint16Array;
  readonly list: Uint16Array;
}

/** By schema, leading men and symmetries: the kings of all classes of chess have the same. */
const knownLeading = new WeakMap<Schema, Map<string, Leading>>();

/**
 * Returns the placements of leading groups.
 * @param size number of tuples
 * @param images a group of permutations, the identity first
 */
export function leadingOf(
  schema: Schema,
  groups: readonly CodeGroup[],
  size: number,
  images: readonly Uint8Array[],
): Leading {
  const known = knownLeading.get(schema) ?? new Map<string, Leading>();
  knownLeading.set(schema, known);
  const key = [...groups.map(({ code, men }) => `${code}x${men}`), ...images.map((image) => image.join())].join(' ');
  const leading = known.get(key) ?? find(schema, groups, size, images);
  known.set(key, leading);
  return leading;
}

/**
 * Finds them. Only the first tuple of each orbit is mapped by all symmetries: what maps it to another one maps that one
 * back by its inverse.
 */
function find(schema: Schema, groups: readonly CodeGroup[], size: number, images: readonly Uint8Array[]): Leading {
  const order = images.length;
  const back = images.map((image) => images.findIndex((other) => image.every((cell, i) => other[cell] === i)));
  const tupleAt = numbering(groups);
  const codes = groups.flatMap(({ code, men }) => Array<number>(men).fill(code));
  // Men of one code are ranked on cells of their own.
  const canStand = groups.length > 1 ? standing(schema, codes) : (): boolean => true;
  const places = Uint8Array.from(groups.flatMap(({ men }) => Array.from({ length: men }, (_, i) => i)));
  const length = places.length;
  const orbitOf = new Int32Array(size).fill(-2);
  const first = new Int32Array(size);
  const count = new Uint16Array(size);
  const cells = new Uint8Array(size * length);
  const tuples = new Int32Array(size);
  let orbits = 0;
  const reached: number[] = [];
  for (let tuple = 0; tuple < size; tuple++) {
    if (tuple > 0) step(groups, places);
    if (orbitOf[tuple] !== -2) continue;
    // What the next orbit writes takes the place of men that cannot stand.
    const at = orbits * length;
    put(groups, places, cells, at);
    const possible = canStand(cells, at);
    for (let s = 0; s < order; s++) {
      // The check on the rules has ensured that a symmetry maps no possible placement to an impossible one.
      const to = s === 0 ? tuple : tupleAt(cells, at, images[s]);
      if (possible && order > 1) reached.push(to);
      if (to < 0) continue;
      orbitOf[to] = possible ? orbits : -1;
      if (possible) count[to]++;
    }
    if (possible) tuples[orbits++] = tuple;
  }
  for (let tuple = 1; tuple < size; tuple++) first[tuple] = first[tuple - 1] + count[tuple - 1];
  const list = new Uint16Array(size === 0 ? 0 : first[size - 1] + count[size - 1]);
  const next = first.slice();
  for (let goal = 0; goal < reached.length; goal += order) {
    for (let s = 0; s < order; s++) {
      const from = reached[goal + back[s]];
      if (from >= 0) list[next[from]++] = s;
    }
  }
  const plain = new Uint8Array(orbits);
  for (let orbit = 0; orbit < orbits; orbit++) plain[orbit] = count[tuples[orbit]] === 1 ? 1 : 0;
  return {
    orbitOf,
    tuples: tuples.slice(0, orbits),
    cells: cells.slice(0, orbits * length),
    plain,
    first,
    count,
    list,
  };
}

/** Steps to the next tuple: the next combination of the last group; after its last one, also of the group before. */
function step(groups: readonly CodeGroup[], places: Uint8Array): void {
  let end = places.length;
  for (let g = groups.length - 1; g >= 0; g--) {
    const { men, cells } = groups[g];
    const start = end - men;
    // The lowest man that has room goes up by one, and those below him go back.
    for (let i = start; i < end; i++) {
      if (places[i] + 1 < (i + 1 < end ? places[i + 1] : cells.length)) {
        places[i]++;
        return;
      }
      places[i] = i - start;
    }
    end = start;
  }
}

/** Writes the cells of men on these places to `out` from `at` on. */
function put(groups: readonly CodeGroup[], places: Uint8Array, out: Uint8Array, at: number): void {
  let i = 0;
  for (let g = 0; g < groups.length; g++) {
    const { men, cells } = groups[g];
    for (const end = i + men; i < end; i++) out[at + i] = cells[places[i]];
  }
}

/**
 * Returns the function that numbers the tuple of the images of men, whose cells begin at `from`; -1 if a man may not
 * stand there.
 */
function numbering(groups: readonly CodeGroup[]): (cells: Uint8Array, from: number, image: Uint8Array) => number {
  const sorted = new Uint8Array(256);
  const places = new Uint8Array(groups.length * 256).fill(255);
  groups.forEach(({ cells }, g) => cells.forEach((cell, place) => (places[g * 256 + cell] = place)));
  return (on, from, image) => {
    let tuple = 0;
    let at = from;
    for (let g = 0; g < groups.length; g++) {
      const { men, size } = groups[g];
      tuple *= size;
      if (men === 1) {
        const place = places[g * 256 + image[on[at++]]];
        if (place === 255) return -1;
        tuple += place;
        continue;
      }
      for (let i = 0; i < men; i++) {
        const place = places[g * 256 + image[on[at + i]]];
        if (place === 255) return -1;
        let j = i;
        for (; j > 0 && sorted[j - 1] > place; j--) sorted[j] = sorted[j - 1];
        sorted[j] = place;
      }
      for (let i = 0; i < men; i++) tuple += choose(sorted[i], i + 1);
      at += men;
    }
    return tuple;
  };
}
