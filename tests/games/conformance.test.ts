/** The shared suite over the games that no other file runs it for (see tests/retrograde and tests/oracles). */

import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { specialize } from '../../src/specialize/index.ts';
import { conformance } from '../support/conformance.ts';

const spec = specialize(nineMensMorris);
conformance(nineMensMorris, spec, () => ['3-3', '4-3', '3+1-3+1'].map((table) => spec.slicesOf(table)[0]));
