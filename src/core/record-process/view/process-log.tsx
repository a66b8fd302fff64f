/** Everything done to a record on its way, oldest first, whole. */
import type { LogEntry } from '../model.ts';
import { momentText } from './marks.ts';

export function ProcessLog({ log }: { log: readonly LogEntry[] }) {
  return (
    <ol className="log process-log">
      {log.map((one) => (
        <li key={one.id}>
          <time className="quiet number-left" dateTime={one.at}>
            {momentText(one.at)}
          </time>
          <div>
            <b>{one.title}</b>
            {one.to !== '' && one.from !== one.to && <span className="quiet">　→ {one.to}</span>}
            <p className="small quiet">
              {one.by === null ? '自動' : `${one.by.name}（${one.by.post}）`}
              {one.standsInFor !== null && `・${one.standsInFor}の代理`}
              {one.round !== null && one.round > 1 && `・${one.round}回目の起案`}
            </p>
            {one.note !== '' && <q className="route-note">{one.note}</q>}
            {one.details.map((text) => (
              <p key={text} className="small">
                {text}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
