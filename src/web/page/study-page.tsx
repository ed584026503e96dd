import type { VNode } from 'preact';
import type { SiteData } from '../data.ts';
import { useData } from './use-data.ts';

/** The report of the study, as `endgame study` wrote it before the site was built. */
export function StudyPage(): VNode {
  const { value, failure } = useData<SiteData>('site');
  return (
    <main class="study">
      <h1>The study</h1>
      <p class="lead">
        Do tables, or a program that computes, give exact answers for fewer bytes and less time? The study measures both
        and judges by a rule that stood in the code before.
      </p>
      {failure !== undefined && <p role="alert">{failure}</p>}
      {value !== undefined && value.study === undefined && (
        <p>
          This build of the site has no report. <code>npm start</code> writes one, <code>npm run web</code> puts it
          here.
        </p>
      )}
      {value?.study !== undefined && (
        <>
          <p>
            <a href={value.study}>The report on a page of its own</a>
          </p>
          <iframe title="The report of the study" src={value.study} />
        </>
      )}
    </main>
  );
}
