/** How a tree is learned. */
export interface LearnOptions {
  /**
   * Nodes of at most so many cells compare their best questions by what each leaves to its two parts; default 0. 1,024
   * makes trees some 8 % smaller and takes three times as long.
   */
  readonly aheadCells?: number | undefined;
  /** How many questions are compared there, at most 40; default 6. */
  readonly aheadQuestions?: number | undefined;
  /** Most threads; default 1. Their number changes no bit. */
  readonly threads?: number | undefined;
}
