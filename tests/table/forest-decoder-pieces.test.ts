/** Stored trees of classes without pawns as a program in C reads them; see forest-decoder.test.ts. */

import { testStored } from '../support/forest-decoder.ts';

testStored((table) => !table.includes('P'));
