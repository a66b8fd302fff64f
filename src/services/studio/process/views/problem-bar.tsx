/** What must be mended before publishing, each leading to its place. */
import type { RecordProcess } from '#core/definitions';
import { pickOf, type Said } from '../gaps.ts';
import type { Picked } from '../model.ts';

export function ProblemBar({
  issues,
  process,
  pick,
}: {
  issues: readonly Said[];
  process: RecordProcess;
  pick(picked: Picked | null): void;
}) {
  if (issues.length === 0) return null;
  return (
    <details className="note note-warning process-problems">
      <summary>公開する前に確かめるところ：{issues.length}件</summary>
      <ul className="plain-list">
        {issues.map((one) => {
          const where = pickOf(one.path, process);
          return (
            <li key={one.path + one.message}>
              {where === null ? (
                one.message
              ) : (
                <button type="button" className="link-button" onClick={() => pick(where)}>
                  {one.message}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
