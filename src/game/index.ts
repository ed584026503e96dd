/** The contract of a game, without engines: files in games/ import nothing else. */

export { type Board, grid } from './board.ts';
export { type Chessman, CHESSMEN, type Game, type Move, type NotationExample, type Question } from './contract.ts';
export {
  abortError,
  ERROR_CODES,
  EndgameError,
  type ErrorCode,
  exceedsMemory,
  isAborted,
  isEndgameError,
} from './errors.ts';
export { gridNotation, type Notation, type NotationStyle } from './notation.ts';
export { type ForeignNotation, withNotations } from './notations.ts';
export { Position } from './position.ts';
export { codeOf, EMPTY, type Kind, kindOfCode, type Mark, NONE, type Schema, type Side, sideOfCode } from './schema.ts';
export {
  better,
  type DomainName,
  DOMAINS,
  DRAW,
  formatValue,
  loss,
  MAX_PLIES,
  MAX_SCORE,
  negate,
  OUTCOME,
  type Outcome,
  OUTCOMES,
  SCORE,
  score,
  type Value,
  type ValueDomain,
  WDL,
  win,
} from './value.ts';
export { chunksOf, CodedValues, type Metric, METRICS, PlainValues, toArray, type Values } from './values.ts';
