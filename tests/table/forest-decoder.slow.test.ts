/** Trees of five men, cut into pages, as a program in C reads them: ten minutes, most of them for learning. */

import { expect, test } from 'vitest';
import { compareDecoded, describeDecoder, learn, treesOf } from '../support/forest-decoder.ts';

describeDecoder(({ directory, program }) => {
  test('KRBvKR: every cell', async () => {
    await learn('KRBvKR', directory, 'wdl-one-side');
    const { positions } = await compareDecoded(program(), 'KRBvKR', treesOf('KRBvKR', directory));
    expect(positions).toBeGreaterThan(80_000_000);
  });
});
