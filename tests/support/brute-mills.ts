/**
 * An independent solver for morris games, which shares nothing with the project. Points and lines come from a picture,
 * a position is two sets of bits, hands and a side, and each round evaluates every undecided position again. One
 * position represents each class under the picture's symmetries (rotations, reflections, rings inside out); colours
 * stay apart.
 */

const PICTURES = {
  16: [
    'o-----o-----o',
    '|     |     |',
    '|  o--o--o  |',
    '|  |     |  |',
    'o--o     o--o',
    '|  |     |  |',
    '|  o--o--o  |',
    '|     |     |',
    'o-----o-----o',
  ],
  24: [
    'o--------o--------o',
    '|        |        |',
    '|  o-----o-----o  |',
    '|  |     |     |  |',
    '|  |  o--o--o  |  |',
    '|  |  |     |  |  |',
    'o--o--o     o--o--o',
    '|  |  |     |  |  |',
    '|  |  o--o--o  |  |',
    '|  |     |     |  |',
    '|  o-----o-----o  |',
    '|        |        |',
    'o--------o--------o',
  ],
} as const;

export interface MillVariant {
  readonly points: keyof typeof PICTURES;
  readonly men: number;
  readonly flying: boolean;
  readonly mixed: boolean;
}

export interface BruteMills {
  /** Classes of positions that a game can reach. */
  readonly classes: number;
  /** Positions that a game can reach. */
  readonly positions: number;
  /** The number of positions of class i, and its value: plies if won, -1 - plies if lost, undefined if drawn. */
  readonly size: Uint8Array;
  readonly value: (i: number) => number | undefined;
  /** The points of class i by name, w first. */
  readonly describe: (i: number) => { w: string[]; b: string[]; hands: [number, number]; turn: 0 | 1 };
}

interface Geometry {
  readonly names: readonly string[];
  readonly links: readonly (readonly number[])[];
  readonly mills: readonly number[];
  readonly symmetries: readonly (readonly number[])[];
}

function readPicture(picture: readonly string[]): Geometry {
  const places: [number, number][] = [];
  picture.forEach((row, y) => Array.from(row).forEach((c, x) => (c === 'o' ? places.push([x, y]) : undefined)));
  const at = (x: number, y: number): number => places.findIndex(([a, b]) => a === x && b === y);
  const sign = (x: number, y: number): string => picture[y]?.[x] ?? ' ';
  const follow = (from: number, dx: number, dy: number): number => {
    let [x, y] = places[from];
    do {
      x += dx;
      y += dy;
    } while (sign(x, y) === (dx ? '-' : '|'));
    const end = at(x, y);
    return Math.abs(x - places[from][0]) + Math.abs(y - places[from][1]) > 1 ? end : -1;
  };
  const ahead = (
    [
      [1, 0],
      [0, 1],
    ] as const
  ).map(([dx, dy]) => places.map((_, i) => follow(i, dx, dy)));
  const links: number[][] = places.map(() => []);
  const mills: number[] = [];
  for (const next of ahead) {
    next.forEach((to, from) => {
      if (to < 0) return;
      links[from].push(to);
      links[to].push(from);
      if (next[to] >= 0) mills.push((1 << from) | (1 << to) | (1 << next[to]));
    });
  }
  // Three columns and two rows to a step; rings are numbered by their size from the middle.
  const width = (picture.length - 1) / 2;
  const rings = width / 2;
  const steps = places.map(([x, y]) => [x / 3 - rings, y / 2 - rings] as const);
  const symmetries = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((s) =>
    steps.map(([x, y]) => {
      const size = Math.max(Math.abs(x), Math.abs(y));
      const ring = s & 8 ? rings + 1 - size : size;
      const [u, v] = s & 4 ? [Math.sign(y), Math.sign(x)] : [Math.sign(x), Math.sign(y)];
      return at(3 * (rings + (s & 1 ? -u : u) * ring), 2 * (rings + (s & 2 ? -v : v) * ring));
    }),
  );
  for (const image of symmetries) {
    links.forEach((list, i) => {
      for (const j of list) if (!links[image[i]].includes(image[j])) throw new Error('no symmetry');
    });
  }
  const names = steps.map(([x, y]) => `${'abcdefg'[x + rings]}${rings + 1 - y}`);
  return { names, links, mills, symmetries };
}

const bitsOf = (set: number): number[] => Array.from({ length: 24 }, (_, i) => i).filter((i) => (set >> i) & 1);
const count = (set: number): number => {
  let n = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) n++;
  return n;
};

interface State {
  readonly sets: readonly [number, number];
  readonly hands: readonly [number, number];
  readonly turn: 0 | 1;
}

export function bruteMills({ points, men, flying, mixed }: MillVariant): BruteMills {
  const { names, links, mills, symmetries } = readPicture(PICTURES[points]);
  // Images of eight points at a time.
  const images = symmetries.map((image) =>
    [0, 8, 16].map((shift) =>
      Int32Array.from({ length: 256 }, (_, byte) =>
        bitsOf(byte).reduce((set, i) => set | (1 << (image[shift + i] ?? 0)), 0),
      ),
    ),
  );
  const ofPoint = names.map((_, i) => mills.filter((mill) => (mill >> i) & 1));
  const inMill = (set: number, i: number): boolean => ofPoint[i].some((mill) => (set & mill) === mill);

  const RANGE = 2 ** points;
  const keyOf = (w: number, b: number, tail: number): number => (tail * RANGE + w) * RANGE + b;
  const tailOf = (hands: readonly [number, number], turn: number): number =>
    (hands[0] * (men + 1) + hands[1]) * 2 + turn;
  if (tailOf([men, men], 1) * RANGE * RANGE > Number.MAX_SAFE_INTEGER) throw new RangeError('too many positions');

  const numbers = new Map<number, number>();
  const keys: number[] = [];
  const sizes: number[] = [];
  const classOf = (w: number, b: number, hands: readonly [number, number], turn: number): number => {
    let [bestW, bestB, fixed] = [w, b, 0];
    for (const [low, middle, high] of images) {
      const imageW = low[w & 255] | middle[(w >> 8) & 255] | high[w >> 16];
      const imageB = low[b & 255] | middle[(b >> 8) & 255] | high[b >> 16];
      if (imageW === w && imageB === b) fixed++;
      if (imageW < bestW || (imageW === bestW && imageB < bestB)) [bestW, bestB] = [imageW, imageB];
    }
    const key = keyOf(bestW, bestB, tailOf(hands, turn));
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, keys.length);
    keys.push(key);
    sizes.push(symmetries.length / fixed);
    return keys.length - 1;
  };
  const stateOf = (i: number): State => {
    const b = keys[i] % RANGE;
    const rest = (keys[i] - b) / RANGE;
    const w = rest % RANGE;
    const tail = (rest - w) / RANGE;
    const hands = Math.floor(tail / 2);
    return { sets: [w, b], hands: [Math.floor(hands / (men + 1)), hands % (men + 1)], turn: tail % 2 ? 1 : 0 };
  };

  const after = ({ sets, hands, turn }: State): number[] => {
    const own = sets[turn];
    const other = sets[1 - turn];
    if (count(own) + hands[turn] < 3) return [];
    const found: number[] = [];
    const take = (set: number, i: number, left: number): void => {
      const left2: [number, number] = turn === 0 ? [left, hands[1]] : [hands[0], left];
      const next = (rest: number): void => {
        found.push(turn === 0 ? classOf(set, rest, left2, 1) : classOf(rest, set, left2, 0));
      };
      if (!inMill(set, i) || other === 0) return next(other);
      const loose = bitsOf(other).filter((j) => !inMill(other, j));
      for (const j of loose.length > 0 ? loose : bitsOf(other)) next(other & ~(1 << j));
    };
    const empty = names.map((_, i) => i).filter((i) => !(((own | other) >> i) & 1));
    if (hands[turn] > 0) for (const i of empty) take(own | (1 << i), i, hands[turn] - 1);
    if (hands[turn] > 0 && !mixed) return found;
    for (const from of bitsOf(own)) {
      const reach = flying && count(own) + hands[turn] === 3 ? empty : links[from].filter((i) => empty.includes(i));
      for (const i of reach) take((own & ~(1 << from)) | (1 << i), i, hands[turn]);
    }
    return found;
  };

  classOf(0, 0, [men, men], 0);
  let children = new Int32Array(1 << 20);
  const starts: number[] = [0];
  for (let i = 0; i < keys.length; i++) {
    const next = after(stateOf(i));
    const end = starts[i] + next.length;
    if (end > children.length) {
      const larger = new Int32Array(2 * children.length);
      larger.set(children);
      children = larger;
    }
    children.set(next, starts[i]);
    starts.push(end);
  }

  const undecided = 32_767;
  const values = new Int16Array(keys.length).fill(undecided);
  const found = new Int32Array(keys.length);
  let open = Int32Array.from({ length: keys.length }, (_, i) => i);
  for (let plies = 0; ; plies++) {
    let n = 0;
    for (const i of open) {
      let win = false;
      let loss = true;
      for (let e = starts[i]; e < starts[i + 1] && !win; e++) {
        const v = values[children[e]];
        if (v < 0) win = true;
        else if (v === undecided) loss = false;
      }
      if (win) found[n++] = i;
      else if (loss) found[n++] = -1 - i;
    }
    if (n === 0) break;
    for (const f of found.subarray(0, n)) values[f < 0 ? -1 - f : f] = f < 0 ? -1 - plies : plies;
    open = open.filter((i) => values[i] === undecided);
  }

  return {
    classes: keys.length,
    positions: sizes.reduce((sum, size) => sum + size, 0),
    size: Uint8Array.from(sizes),
    value: (i) => (values[i] === undecided ? undefined : values[i]),
    describe: (i) => {
      const { sets, hands, turn } = stateOf(i);
      const named = (set: number): string[] => bitsOf(set).map((j) => names[j]);
      return { w: named(sets[0]), b: named(sets[1]), hands: [...hands], turn };
    },
  };
}
