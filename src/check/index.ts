/** Whether a game keeps the contract, told to its author. */

export { type ShapeProblem, shapeProblems } from './shape.ts';
