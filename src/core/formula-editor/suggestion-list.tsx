/** What may be written here, below the box; the pointer takes with a press, keys stay in the box. */
import { useEffect, useRef } from 'react';
import type { Completion, Suggestion } from './complete.ts';

interface Props {
  id: string;
  label: string;
  completion: Completion;
  active: number;
  onTake(index: number): void;
}

const kinds: Record<Suggestion['kind'], string> = { field: '項目', function: '関数', choice: '選択肢' };

export function SuggestionList({ id, label, completion, active, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div id={id} className="formula-list" role="listbox" aria-label={label} ref={list}>
      {completion.suggestions.map((one, index) => (
        <div
          key={`${one.kind}${one.title}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The box keeps the focus and its caret.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(index)}
          onKeyDown={(event) => event.key === 'Enter' && onTake(index)}
        >
          <span className="formula-kind">{kinds[one.kind]}</span>
          <b>{one.title}</b>
          <span className="formula-detail">{one.detail}</span>
        </div>
      ))}
    </div>
  );
}
