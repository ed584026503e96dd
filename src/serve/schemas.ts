/** The forms of answers, in JSON Schema as OpenAPI 3.1 has it (draft 2020-12). */

import { ERROR_CODES } from '../game/errors.ts';
import { OUTCOMES } from '../game/value.ts';
import { METRICS } from '../game/values.ts';
import { METHODS, OUTCOMES50, SOURCES } from '../solve/index.ts';
import { CATEGORIES } from './lichess-answer.ts';

/** A schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const TEXT: JsonSchema = { type: 'string' };
const FLAG: JsonSchema = { type: 'boolean' };
const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
const TEXTS: JsonSchema = { type: 'array', items: TEXT };
const plies = (description: string): JsonSchema => ({ ...COUNT, description });
const oneOf = (...names: readonly string[]): JsonSchema => ({ type: 'string', enum: names });
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** Returns a reference to a schema of the document. */
export function schemaNamed(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object of these members and no others; those whose names end in `?` may be left out. */
function object(members: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema {
  const entries = Object.entries(members);
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace('?', ''), schema])),
    required: entries.flatMap(([name]) => (name.endsWith('?') ? [] : [name])),
    additionalProperties: false,
  };
}

const LICHESS_POSITION = {
  checkmate: FLAG,
  stalemate: FLAG,
  variant_win: { const: false },
  variant_loss: { const: false },
  insufficient_material: FLAG,
  dtz: { type: ['integer', 'null'], description: 'plies to zeroing, negative where the side to move loses' },
  precise_dtz: { type: ['integer', 'null'], description: 'the same: no number is rounded' },
  dtm: { type: ['integer', 'null'], description: 'plies to mate, likewise' },
  dtw: { type: 'null' },
  dtc: { type: 'null' },
  category: oneOf(...CATEGORIES),
};

const BOUND = object(
  {
    'outcome?': oneOf(...OUTCOMES),
    'outcome50?': oneOf(...OUTCOMES50),
    'dtm?': COUNT,
    'dtz?': COUNT,
    'plies?': COUNT,
    'score?': { type: 'integer' },
  },
  'a lower or an upper bound',
);

const WORTH = {
  'outcome?': oneOf(...OUTCOMES),
  'outcome50?': { ...oneOf(...OUTCOMES50), description: 'chess: under the 50-move rule' },
  'dtm?': plies('chess: plies to mate'),
  'dtz?': plies('chess: plies to the next capture or pawn move, or to mate'),
  'dtzRounded?': plies('chess: dtz, or one less'),
  'plies?': plies('other games: plies to the end'),
  'score?': { type: 'integer', description: 'games of scores: what the player still gains' },
  'bounds?': schemaNamed('Bounds'),
};

const REPLY = {
  exact: FLAG,
  game: TEXT,
  input: TEXT,
  position: TEXT,
  'operations?': { type: 'object', additionalProperties: TEXT },
  ...WORTH,
  'limit?': object({ code: oneOf(...ERROR_CODES), message: TEXT, hint: TEXT }, 'what ended the work'),
  moves: listOf(schemaNamed('Move')),
  provenance: schemaNamed('Provenance'),
  'line?': TEXTS,
  'lineSan?': TEXTS,
};

/** The schemas of the document by name. */
export const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  LichessMove: object({ uci: TEXT, san: TEXT, zeroing: FLAG, conversion: FLAG, ...LICHESS_POSITION }),
  LichessAnswer: object({ ...LICHESS_POSITION, moves: listOf(schemaNamed('LichessMove')) }),
  Mainline: object({
    mainline: listOf(
      object({ uci: TEXT, san: TEXT, dtz: { type: 'integer' }, precise_dtz: { type: ['integer', 'null'] } }),
    ),
    winner: { enum: ['w', 'b', null] },
    dtz: { type: 'integer' },
    precise_dtz: { type: ['integer', 'null'] },
  }),
  Game: object({
    id: TEXT,
    title: TEXT,
    initial: TEXT,
    'example?': TEXT,
    notations: listOf(object({ name: TEXT, example: TEXT })),
    values: oneOf('outcome', 'score'),
    endgames: TEXTS,
  }),
  Bounds: object({ lower: BOUND, upper: BOUND }),
  Move: object({
    move: TEXT,
    'san?': TEXT,
    ...WORTH,
    'zeroing?': FLAG,
    'points?': { type: 'integer' },
    'again?': FLAG,
  }),
  Provenance: object({
    source: oneOf(...SOURCES),
    'method?': oneOf(...METHODS),
    table: TEXT,
    bytesRead: COUNT,
    'bytesReadBack?': COUNT,
    positionsExpanded: COUNT,
    movesExpanded: COUNT,
    slicesSolved: TEXTS,
    'fedBy?': TEXTS,
    ms: { type: 'number' },
  }),
  Answer: object(REPLY, 'what is known of a position; `exact` is false where only bounds are'),
  Question: object({ position: TEXT, 'moves?': FLAG, 'line?': FLAG }),
  Plan: object({
    game: TEXT,
    rules: COUNT,
    metric: oneOf(...METRICS),
    bytes: COUNT,
    decoderBytes: COUNT,
    coverage: { type: 'number' },
    seconds: { type: 'number' },
    without: { type: 'number' },
    kept: listOf(
      object({
        table: TEXT,
        representation: TEXT,
        codec: TEXT,
        bytes: COUNT,
        'forecast?': FLAG,
        asked: { type: 'number' },
        saves: { type: 'number' },
      }),
    ),
  }),
  Health: object({ status: oneOf('ok'), running: COUNT, waiting: COUNT }),
  Failure: object({ 'input?': TEXT, error: object({ code: TEXT, message: TEXT, hint: TEXT }) }),
};
