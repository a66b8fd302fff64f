/** Above what is designed (form, process, papers): what happened last, the way back, and what to do when somebody else saved. */
import { type Dispatch, type ReactNode, useMemo } from 'react';
import { Glyph, useShortcuts } from '#ui/staff';
import type { Act, Design } from '../model/history.ts';
import type { SavedDraft } from '../model.ts';
import type { Saving } from './use-saving.ts';

interface Props {
  design: Design;
  dispatch: Dispatch<Act>;
  saving: Saving;
  /** What is known about what somebody else saved takes the place of what was said about one's own. */
  onTheirs(theirs: SavedDraft): void;
  children?: ReactNode;
}

export function EditBar({ design, dispatch, saving, onTheirs, children }: Props) {
  return (
    <>
      <div className="designer-bar">
        <div className="button-row">
          <StepButton text="元に戻す" idle={design.past.length === 0} run={() => dispatch({ do: 'undo' })} />
          <StepButton
            text="やり直す"
            idle={design.future.length === 0}
            run={() => dispatch({ do: 'redo' })}
          />
        </div>
        <p className="designer-said" role="status">
          {design.said}
        </p>
        {children}
      </div>
      {saving.state.kind === 'conflict' && (
        <Conflict
          theirs={saving.state.theirs}
          onSettle={(theirs, choice) => {
            saving.settle(theirs, choice);
            if (choice === 'mine') return;
            dispatch({ do: 'take', body: theirs.body, words: '相手の内容を読み込みました。' });
            onTheirs(theirs);
          }}
        />
      )}
    </>
  );
}

/** Ctrl+Z. `what`: 「フォーム」, say. */
export function useUndoKeys(what: string, dispatch: Dispatch<Act>): void {
  useShortcuts(
    useMemo(
      () => [
        {
          keys: 'mod+z',
          label: `${what}の操作を元に戻す（Shiftと一緒ならやり直す）`,
          run: (event: KeyboardEvent) => {
            const step = event.shiftKey ? 'redo' : 'undo';
            // In a box the box's own words come back.
            if (isTextBox(event.target)) document.execCommand(step);
            else dispatch({ do: step });
          },
        },
      ],
      [what, dispatch],
    ),
  );
}

const isTextBox = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && ['text', 'search', 'number'].includes(target.type));

function StepButton({ text, idle, run }: { text: string; idle: boolean; run(): void }) {
  return (
    <button type="button" className="button button-quiet" aria-disabled={idle || undefined} onClick={run}>
      {text}
    </button>
  );
}

interface ConflictProps {
  theirs: SavedDraft;
  onSettle(theirs: SavedDraft, choice: 'mine' | 'theirs'): void;
}

/** Two people saved: which of the two goes on. */
function Conflict({ theirs, onSettle }: ConflictProps) {
  const who = theirs.changedBy ?? 'ほかの人';
  return (
    <div className="note note-warning designer-conflict" role="alert">
      <p>
        <Glyph name="alert" />
        <b>
          {who}さんが {theirs.changedAt ?? ''} にこの下書きを保存しました。
        </b>
        あなたの変更はまだ保存されていません。どちらを残しますか。
      </p>
      <p className="button-row">
        <button type="button" className="button button-quiet" onClick={() => onSettle(theirs, 'theirs')}>
          {who}さんの内容を読み込む（あなたの変更には「元に戻す」で戻れます）
        </button>
        <button type="button" className="button button-quiet" onClick={() => onSettle(theirs, 'mine')}>
          自分の内容で上書きする
        </button>
      </p>
    </div>
  );
}
