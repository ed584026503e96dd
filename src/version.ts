/** Written into every table: which program made it. Bumped when the engine's output could change. */
export const GENERATOR = 'endgame-lab 0.1.0';
