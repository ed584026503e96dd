import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ListedGame } from '../data.ts';
import { useData } from './use-data.ts';
import { formatRoute } from './route.ts';

/** The list of all games, each with a picture of its board. */
export function GamesPage(): VNode {
  const games = useData<readonly ListedGame[]>('games');
  const [wanted, setWanted] = useState('');
  const words = wanted.toLowerCase().split(/\s+/);
  const shown = games.value?.filter(({ id, title }) =>
    words.every((word) => `${id} ${title}`.toLowerCase().includes(word)),
  );
  return (
    <main class="games">
      <h1>Board games, solved while you look</h1>
      <p class="lead">
        Pick a game, set up any endgame, and see every move with its exact value. What no table tells is computed in the
        page, and each answer says what it took: bytes read, positions expanded, milliseconds.
      </p>
      <label class="search">
        <span>Find a game</span>
        <input type="search" value={wanted} onInput={({ currentTarget }) => setWanted(currentTarget.value)} />
      </label>
      {games.failure !== undefined && <p role="alert">{games.failure}</p>}
      <ul class="cards">
        {shown?.map(({ id, title }) => (
          <li key={id}>
            <a href={formatRoute({ page: 'game', game: id })}>
              <img src={`boards/${id}.svg`} alt="" loading="lazy" width="160" height="160" />
              <span>{title}</span>
            </a>
          </li>
        ))}
      </ul>
      {shown?.length === 0 && <p>No game of that name is here.</p>}
    </main>
  );
}
