import type { VNode } from 'preact';
import { formatBytes } from '../../text/format.ts';
import type { SiteData } from '../data.ts';
import { formatRoute } from './route.ts';
import { useData } from './use-data.ts';

/** Files that `endgame ship` made: the length of each is all that its answers cost in bytes. */
export function GalleryPage(): VNode {
  const { value, failure } = useData<SiteData>('site');
  const files = [...(value?.files ?? [])].sort((a, b) => a.bytes - b.bytes);
  const most = files.at(-1)?.bytes ?? 1;
  return (
    <main class="gallery">
      <h1>Whole games in one file</h1>
      <p class="lead">
        Each file holds rules, engine, board and tables, opens from the disk and asks no network. Its length is all that
        its answers cost in bytes.
      </p>
      {failure !== undefined && <p role="alert">{failure}</p>}
      {value !== undefined && files.length === 0 && <p>This build of the site has no shipped files.</p>}
      {files.length > 0 && (
        <div class="scroll" role="region" aria-label="Shipped files" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">game</th>
                <th scope="col">file</th>
                <th scope="col">bytes</th>
                <th scope="col">tables</th>
                <th scope="col">made by</th>
                <th scope="col">program and tables</th>
              </tr>
            </thead>
            <tbody>
              {files.map(({ game, title, file, bytes, program, tables, command }) => (
                <tr key={file}>
                  <th scope="row">
                    <a href={formatRoute({ page: 'game', game })}>{title}</a>
                  </th>
                  <td>
                    {/* Its bytes stand in it as characters, so it is read from the disk: a server may say that it is UTF-8. */}
                    <a href={file} download>
                      {file.replace(/^.*\//, '')}
                    </a>
                  </td>
                  <td>{formatBytes(bytes)}</td>
                  <td>{tables}</td>
                  <td>
                    <code>{command}</code>
                  </td>
                  <td>
                    <span
                      class="length"
                      title={`${formatBytes(program)} are the program`}
                      style={{ width: `${(100 * bytes) / most}%`, '--program': `${(100 * program) / bytes}%` }}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
