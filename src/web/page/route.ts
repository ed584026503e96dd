/** Addresses: what stands behind the `#` of a page, so that a link holds all that is to be seen. */

/** The pages without a game. */
export const CHAPTERS = ['gallery', 'study'] as const;
export type SiteChapter = (typeof CHAPTERS)[number];

/** A game and what is to be seen of it. */
export interface GameRoute {
  readonly page: 'game';
  readonly game: string;
  /** In the game's notation; absent: the position that the game begins with. */
  readonly position?: string;
  readonly isFlipped?: boolean;
  /** Bytes of tables that may be used; absent: all. */
  readonly bytes?: number;
  /** Whether distances are left out. */
  readonly isBrief?: boolean;
}

/** What an address shows. */
export type PageRoute = { readonly page: 'games' } | { readonly page: SiteChapter } | GameRoute;

/** Returns what an address shows. Whatever does not make sense shows the list of games. */
export function parseRoute(hash: string): PageRoute {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?');
  const cut = path.indexOf('/');
  const [game, rest] = cut < 0 ? [path, ''] : [path.slice(0, cut), path.slice(cut + 1)];
  const chapter = CHAPTERS.find((each) => each === game);
  if (chapter !== undefined) return { page: chapter };
  if (!/^[a-z0-9-]+$/.test(game)) return { page: 'games' };
  const options = new URLSearchParams(query);
  const position = decoded(rest);
  return {
    page: 'game',
    game,
    ...(position === '' ? {} : { position }),
    ...(options.has('flipped') ? { isFlipped: true } : {}),
    ...(options.has('outcomes') ? { isBrief: true } : {}),
    ...(/^\d{1,12}$/.test(options.get('bytes') ?? '') ? { bytes: Number(options.get('bytes')) } : {}),
  };
}

/** Returns the address of what is shown, with its `#`. */
export function formatRoute(route: PageRoute): string {
  if (route.page === 'games') return '#/';
  if (route.page !== 'game') return `#/${route.page}`;
  const position = route.position === undefined ? '' : `/${encoded(route.position)}`;
  const options = [
    route.isFlipped ? 'flipped' : '',
    route.isBrief ? 'outcomes' : '',
    route.bytes === undefined ? '' : `bytes=${route.bytes}`,
  ];
  const query = options.filter((option) => option !== '').join('&');
  return `#/${route.game}${position}${query === '' ? '' : `?${query}`}`;
}

/** Slashes and blanks stay readable; a plus sign of the notation does not. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%2F', '/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return ''; // a link that was cut short
  }
}
