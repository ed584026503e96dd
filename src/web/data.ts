/** What is worked out when the site is built, as files in `data/`. */

/** A game of the list. */
export interface ListedGame {
  readonly id: string;
  readonly title: string;
}
