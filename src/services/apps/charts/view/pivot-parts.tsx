/** Rows, columns and figures of a pivot. */
import type { GroupBy } from '#core/views';
import { errorFor } from '#ui/staff';
import { GroupingControl, MeasureControl } from './group-controls.tsx';
import type { PartProps } from './part-props.ts';

export function PivotParts({ data, draft, put, issues }: PartProps) {
  const replaced = <T,>(all: readonly T[], index: number, next: T | null): T[] =>
    next === null
      ? all.filter((_one, at) => at !== index)
      : [...all.slice(0, index), next, ...all.slice(index + 1)];
  const groupings = (key: 'rows' | 'across', most: number, word: string) =>
    Array.from({ length: Math.min(most, draft[key].length + 1) }, (_one, index) => (
      <GroupingControl
        // biome-ignore lint/suspicious/noArrayIndexKey: places, not things
        key={index}
        id={index === 0 ? (key === 'rows' ? 'rows' : 'across') : undefined}
        label={`${word}${index + 1}`}
        data={data}
        value={draft[key][index] ?? null}
        none={index === 0 && key === 'rows' ? undefined : 'なし'}
        put={(next: GroupBy | null) => put({ [key]: replaced(draft[key], index, next) })}
      />
    ));
  const wrong = errorFor(issues, 'rows') ?? errorFor(issues, 'measures');
  return (
    <>
      <fieldset className="field">
        <legend>縦に分ける項目</legend>
        {wrong && <p className="error">{wrong}</p>}
        {groupings('rows', 3, '縦の項目')}
      </fieldset>
      <fieldset className="field">
        <legend>横に分ける項目</legend>
        {groupings('across', 2, '横の項目')}
      </fieldset>
      <fieldset className="field">
        <legend>出す数</legend>
        {draft.measures.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places, not things
          <div className="inline-row" key={index}>
            <MeasureControl
              id={index === 0 ? 'measures' : undefined}
              label={`出す数${index + 1}`}
              data={data}
              value={one}
              put={(next) => put({ measures: replaced(draft.measures, index, next) })}
            />
            {draft.measures.length > 1 && (
              <button
                type="button"
                className="button button-quiet"
                aria-label={`出す数${index + 1}を外す`}
                onClick={() => put({ measures: replaced(draft.measures, index, null) })}
              >
                外す
              </button>
            )}
          </div>
        ))}
        {draft.measures.length < 5 && (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => put({ measures: [...draft.measures, { by: 'count' }] })}
          >
            数を足す
          </button>
        )}
      </fieldset>
    </>
  );
}
