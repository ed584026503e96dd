/** Stored trees of classes where Black has pawns as a program in C reads them; see forest-decoder.test.ts. */

import { testStored } from '../support/forest-decoder.ts';

testStored((table) => table.endsWith('P'));
