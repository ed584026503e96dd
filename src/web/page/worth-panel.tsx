import type { VNode } from 'preact';
import { toneOf } from '../../ship/player/tone.ts';
import { saysNothing, worthText } from '../../solve/answer-text.ts';
import type { KnownSoFar } from './questions.ts';

interface WorthProps {
  readonly known?: KnownSoFar | undefined;
  /** Who is to move. */
  readonly player: string;
  readonly onCancel: () => void;
  /** Asks again, which goes on where it was stopped. */
  readonly onAgain: () => void;
}

/** What the position is worth: the outcome or bounds first, then all of it, then best play. */
export function WorthPanel({ known, player, onCancel, onAgain }: WorthProps): VNode {
  const worth = known?.answer ?? known?.soFar;
  const isWorking = known === undefined || known.isWorking;
  const { progress, failure, answer, line } = known ?? {};
  const limit = answer?.exact === false ? answer.limit : undefined;
  const isNothing = worth !== undefined && 'bounds' in worth && worth.bounds !== undefined && saysNothing(worth.bounds);
  const said = worth === undefined || (isWorking && isNothing) ? '' : worthText(worth);
  return (
    <div class="verdict">
      <p class="to-move">{player} to move</p>
      <p class={`worth ${worth === undefined ? '' : toneOf(worth)}`} role="status">
        {said === '' ? (failure === undefined ? (isWorking ? 'Computing…' : 'Not known') : 'No answer') : said}
      </p>
      {isWorking && (
        <div class="working">
          <progress aria-label="Progress" max="1" {...(progress === undefined ? {} : { value: progress.share })} />
          <span class="soft">{progress?.what ?? ''}</span>
          <button type="button" onClick={onCancel}>
            Stop
          </button>
        </div>
      )}
      {!isWorking && answer === undefined && (
        <button type="button" onClick={onAgain}>
          Go on
        </button>
      )}
      {failure !== undefined && (
        <p class="mistake" role="alert">
          {failure.message}
          {failure.hint === undefined ? '' : ` – ${failure.hint}`}
        </p>
      )}
      {limit !== undefined && (
        <p class="soft">
          {limit.message}; {limit.hint}
        </p>
      )}
      {line !== undefined && (
        <p class="line">
          <b>Best line</b> {line.join(' ')}
        </p>
      )}
    </div>
  );
}
