/** Two people changed the same cell: both values, and which is to stand. */
import { type Field, type Json, printAnswer, type Reader } from '#core/fields';
import type { CellProblem } from './use-edits.ts';

interface ClashNoteProps {
  problem: CellProblem;
  field: Field;
  reader: Reader;
  onTheirs(): void;
  onMine(): void;
}

export function ClashNote({ problem, field, reader, onTheirs, onMine }: ClashNoteProps) {
  const print = (value: Json | undefined) => printAnswer(field, value, reader) || '（空）';
  return (
    <>
      <p>{problem.message}</p>
      <dl>
        <div>
          <dt>いまの値</dt>
          <dd>{print(problem.theirs)}</dd>
        </div>
        <div>
          <dt>あなたの値</dt>
          <dd>{problem.text ?? print(problem.value)}</dd>
        </div>
      </dl>
      <div className="button-row">
        <button type="button" className="button button-quiet" onClick={onTheirs}>
          いまの値のままにする
        </button>
        <button type="button" className="button button-quiet" onClick={onMine}>
          あなたの値にする
        </button>
      </div>
    </>
  );
}
