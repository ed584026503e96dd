import type { Schema } from '../../src/game/index.ts';
import { schemaOf } from './game.ts';
import { STANDARD_RULES } from './moves.ts';

/** The men of chess: at most nine queens, ten rooks, bishops and knights, and eight pawns a side. */
export const chessSchema: Schema = schemaOf(STANDARD_RULES, [9, 10, 10, 10, 8]);
