/**
 * Bytes of the program that reads each coder's tables, by id of the coder: its module and what that imports from the coders'
 * folder, built, without comments, compressed with brotli at its highest quality. Codecs whose decoder comes with the
 * runtime cost nothing, and what every table needs belongs to the solver.
 *
 * The figures are kept, not computed: a plan must not depend on where the code lies. tests/make/decoders.test.ts compares
 * them with the built modules.
 */
export const DECODER_BYTES: Readonly<Record<string, number>> = {
  plain: 1264,
  'run-length': 1677,
  pairs: 9162,
  'pairs-arranged': 10_025,
  tree: 9230,
  diagram: 3426,
  sorted: 1223,
  hash: 1303,
  retrieval: 1931,
};
