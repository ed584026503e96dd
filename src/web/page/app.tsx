import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { GamePage } from './game-page.tsx';
import { GamesPage } from './games-page.tsx';
import { formatRoute, parseRoute, type PageRoute } from './route.ts';

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
  return <GamesPage />;
}
