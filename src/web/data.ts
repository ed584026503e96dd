/** What is worked out before the site is built, as files in `data/`. */

/** A game of the list. */
export interface ListedGame {
  readonly id: string;
  readonly title: string;
}

/** Which tables are worth so many bytes. */
export interface PlanRung {
  /** Most bytes of tables. */
  readonly budget: number;
  /** Bytes of the tables that are kept. */
  readonly bytes: number;
  /** Seconds that a question costs on average, by the plan. */
  readonly seconds: number;
  /** Names of the tables. */
  readonly kept: readonly string[];
}

/** The steps of the slider, from no byte to all tables. */
export interface Plans {
  /** Of the files that the plans follow from. */
  readonly digest: string;
  /** Where the questions come from. */
  readonly source: string;
  /** How many there are. */
  readonly questions: number;
  /** Seconds that a question costs on average without any table. */
  readonly without: number;
  readonly rungs: readonly PlanRung[];
}

/** A table that the site has. */
export interface ListedTable {
  readonly table: string;
  readonly bytes: number;
}

/** What the slider shows: `data/chess.json`. */
export interface BudgetData extends Plans {
  readonly tables: readonly ListedTable[];
}

/** A file that `endgame ship` made. */
export interface ListedFile {
  readonly game: string;
  readonly title: string;
  /** Its address in the site. */
  readonly file: string;
  /** Its size, and what of it is the program. */
  readonly bytes: number;
  readonly program: number;
  /** Number of tables in it. */
  readonly tables: number;
  /** The command that makes it. */
  readonly command: string;
}

/** What else the site has: `data/site.json`. */
export interface SiteData {
  readonly files: readonly ListedFile[];
  /** Address of the study's report, if there is one. */
  readonly study?: string;
}
