/** What happened last, the way back, and what to do when somebody else saved. */
import { Glyph } from '#ui/staff';
import type { SavedDraft } from '../model.ts';
import { useDesign } from './design-context.ts';
import type { SaveState } from './use-saving.ts';

interface Props {
  saving: SaveState;
  onUndo(): void;
  onRedo(): void;
  onSettle(theirs: SavedDraft, choice: 'mine' | 'theirs'): void;
}

export function TopBar({ saving, onUndo, onRedo, onSettle }: Props) {
  const { design } = useDesign();
  return (
    <>
      <div className="designer-bar">
        <div className="button-row">
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={design.past.length === 0 || undefined}
            onClick={onUndo}
          >
            元に戻す
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={design.future.length === 0 || undefined}
            onClick={onRedo}
          >
            やり直す
          </button>
        </div>
        <p className="designer-said" role="status">
          {design.said}
        </p>
      </div>
      {saving.kind === 'conflict' && <Conflict theirs={saving.theirs} onSettle={onSettle} />}
    </>
  );
}

/** Two people saved: which of the two goes on. */
export function Conflict({ theirs, onSettle }: { theirs: SavedDraft; onSettle: Props['onSettle'] }) {
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
