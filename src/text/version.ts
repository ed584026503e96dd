/** Version of the package, as in package.json. */
export const VERSION = '0.2.0';

/** Name and version of the program, which every table records. */
export const GENERATOR: string = `endgame-lab ${VERSION}`;
