import { Answers } from './ask.ts';
import { BlockCache } from './table/cache.ts';
import { shippedOutcomes } from './table/shipped.ts';

/** Bytes for decoded tables. */
const CACHE_BYTES = 64_000_000;

/** Answers of chess, which takes the outcomes that come with the toolkit, where they are installed. */
export const chessAnswers: Answers = new Answers(() => shippedOutcomes({ cache: new BlockCache(CACHE_BYTES) }));
