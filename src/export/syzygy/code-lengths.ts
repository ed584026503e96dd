/** Most bits of a code: what readers look at together. */
const MOST_BITS = 32;

/**
 * Returns the lengths of a Huffman code, 1 to 32 bits, and 0 for symbols that do not occur.
 * @param counts how often each symbol occurs; at least one does
 */
export function codeLengths(counts: Int32Array): Uint8Array {
  const present = [...counts.keys()].filter((symbol) => counts[symbol] > 0);
  const lengths = new Uint8Array(counts.length);
  if (present.length === 1) {
    lengths[present[0]] = 1;
    return lengths;
  }
  let weights = Float64Array.from(present, (symbol) => counts[symbol]);
  for (;;) {
    const depths = depthsOf(weights);
    if (Math.max(...depths) <= MOST_BITS) {
      present.forEach((symbol, i) => (lengths[symbol] = depths[i]));
      return lengths;
    }
    // Flatter counts have shorter codes; ten million rare symbols would be needed to come here.
    weights = weights.map((weight) => Math.ceil(weight / 2));
  }
}

/** Returns the depths of the leaves of a Huffman tree. Two queues do: merged weights come in ascending order. */
function depthsOf(weights: Float64Array): Uint8Array {
  const n = weights.length;
  const order = [...weights.keys()].sort((a, b) => weights[a] - weights[b] || a - b);
  const sums = new Float64Array(n - 1);
  const parents = new Int32Array(2 * n - 1);
  let leaf = 0;
  let inner = 0;
  const take = (parent: number): number => {
    const isLeaf = leaf < n && (inner >= parent - n || weights[order[leaf]] <= sums[inner]);
    parents[isLeaf ? leaf : n + inner] = parent;
    return isLeaf ? weights[order[leaf++]] : sums[inner++];
  };
  for (let made = 0; made < n - 1; made++) sums[made] = take(n + made) + take(n + made);
  const depths = new Int32Array(2 * n - 1);
  for (let node = 2 * n - 3; node >= 0; node--) depths[node] = depths[parents[node]] + 1;
  const out = new Uint8Array(n);
  for (let i = 0; i < n; i++) out[order[i]] = Math.min(255, depths[i]);
  return out;
}
