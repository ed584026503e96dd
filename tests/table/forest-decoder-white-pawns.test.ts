/** Stored trees of classes where White alone has pawns as a program in C reads them; see forest-decoder.test.ts. */

import { testStored } from '../support/forest-decoder.ts';

testStored((table) => /^[^v]*P/.test(table) && !table.endsWith('P'));
