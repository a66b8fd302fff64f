/** Choosing what to group by, and what to count or add up. */
import type { GroupBy, MeasureBy, Period } from '#core/views';
import { type EditorData, measureWords, type OfferedField, periodWords } from '../editor-model.ts';

interface GroupingProps {
  id?: string;
  label: string;
  data: EditorData;
  value: GroupBy | null;
  /** What leaving it open is called; absent: it must be chosen. */
  none?: string;
  put(next: GroupBy | null): void;
}

export function GroupingControl({ id, label, data, value, none, put }: GroupingProps) {
  const groupable = data.fields.filter((one) => one.periods.length > 0);
  const field = groupable.find((one) => one.code === value?.field);
  const choose = (code: string) => {
    const chosen = groupable.find((one) => one.code === code);
    put(chosen === undefined ? null : { field: code, by: chosen.periods[0]! });
  };
  return (
    <div className="inline-row">
      <select
        id={id}
        aria-label={label}
        value={field?.code ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{none ?? '選んでください'}</option>
        {groupable.map((one) => (
          <option key={one.code} value={one.code}>
            {one.label}
          </option>
        ))}
      </select>
      {field !== undefined && field.periods.length > 1 && (
        <select
          aria-label={`${label}の刻み`}
          value={value?.by ?? 'value'}
          onChange={(event) => put({ field: field.code, by: event.target.value as Period })}
        >
          {field.periods.map((by) => (
            <option key={by} value={by}>
              {periodWords[by]}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

interface MeasureProps {
  id?: string;
  label: string;
  data: EditorData;
  value: MeasureBy;
  put(next: MeasureBy): void;
}

export function MeasureControl({ id, label, data, value, put }: MeasureProps) {
  const amounts = data.fields.filter((one) => one.amount);
  const of = (by: MeasureBy['by'], field: OfferedField | undefined): MeasureBy =>
    by === 'count' || field === undefined ? { by: 'count' } : { by, field: field.code };
  return (
    <div className="inline-row">
      <select
        id={id}
        aria-label={label}
        value={value.by}
        onChange={(event) =>
          put(
            of(
              event.target.value as MeasureBy['by'],
              amounts.find((one) => one.code === value.field) ?? amounts[0],
            ),
          )
        }
      >
        {Object.entries(measureWords)
          .filter(([by]) => by === 'count' || amounts.length > 0)
          .map(([by, text]) => (
            <option key={by} value={by}>
              {text}
            </option>
          ))}
      </select>
      {value.by !== 'count' && (
        <select
          aria-label={`${label}の項目`}
          value={value.field}
          onChange={(event) => put({ by: value.by, field: event.target.value })}
        >
          {amounts.map((one) => (
            <option key={one.code} value={one.code}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
