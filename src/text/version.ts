/** Of the package, as package.json has it. */
export const VERSION = '0.2.0';

/** Written into every table: which program made it. */
export const GENERATOR: string = `endgame-lab ${VERSION}`;
