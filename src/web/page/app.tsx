import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { GalleryPage } from './gallery-page.tsx';
import { GamePage } from './game-page.tsx';
import { GamesPage } from './games-page.tsx';
import { CHAPTERS, formatRoute, parseRoute, type PageRoute } from './route.ts';
import { StudyPage } from './study-page.tsx';

const NAMES = { gallery: 'Gallery', study: 'Study' } as const;

/** The page that the address names. */
export function App(): VNode {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return (
    <>
      <header class="top">
        <a class="name" href="#/">
          endgame-lab <b>explorer</b>
        </a>
        <nav aria-label="Chapters">
          <a href="#/" aria-current={route.page === 'games' ? 'page' : undefined}>
            Games
          </a>
          <a href={formatRoute({ page: 'game', game: 'chess' })}>Chess</a>
          {CHAPTERS.map((page) => (
            <a key={page} href={formatRoute({ page })} aria-current={route.page === page ? 'page' : undefined}>
              {NAMES[page]}
            </a>
          ))}
        </nav>
      </header>
      {pageOf(route)}
      <footer class="bottom">
        Every answer is exact, or says what it is not. It is computed here, in your browser; no server knows what you
        ask.
      </footer>
    </>
  );
}

function pageOf(route: PageRoute): VNode {
  if (route.page === 'game') return <GamePage key={route.game} route={route} />;
  if (route.page === 'gallery') return <GalleryPage />;
  if (route.page === 'study') return <StudyPage />;
  return <GamesPage />;
}
