/** The condition of the moment in words, with what can be done with it: change it, take it away, keep it as a view. */
import { useRef, useState } from 'react';
import { Glyph } from '#ui/staff';
import type { OpenedTable } from '../table/model.ts';
import type { Asking } from './ask-table.ts';
import { KeepView } from './keep-view.tsx';

interface FilterLineProps {
  asking: Asking;
  opened: OpenedTable;
  onEdit(): void;
  onClear(): void;
}

export function FilterLine({ asking, opened, onEdit, onClear }: FilterLineProps) {
  const [keeping, setKeeping] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const { question, filterWords } = opened;
  return (
    <div className="filter-line">
      <p className="filter-words">
        <Glyph name="filter" />
        <span>
          <span className="quiet">{question.whole === true ? 'すべてのレコードから' : '絞り込み'}：</span>
          {filterWords === '' ? '条件なし' : filterWords}
        </span>
      </p>
      <p className="filter-acts">
        <button type="button" className="button button-quiet" onClick={onEdit}>
          条件を直す
        </button>
        <button type="button" className="button button-quiet" onClick={onClear}>
          条件を外す
        </button>
        <button
          type="button"
          className="button button-quiet"
          ref={keep}
          aria-expanded={keeping}
          onClick={() => setKeeping(!keeping)}
        >
          一覧として保存
        </button>
      </p>
      {keeping && (
        <KeepView
          asking={asking}
          question={question}
          mayShare={opened.mayShare}
          onClose={() => {
            setKeeping(false);
            keep.current?.focus();
          }}
        />
      )}
    </div>
  );
}
