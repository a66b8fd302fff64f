/** What happened last, the way back, and whether it is saved. */
import { Glyph } from '#ui/staff';
import type { SavedDraft } from '../model.ts';
import { useDesign } from './design-context.ts';
import type { SaveState } from './use-saving.ts';

interface Props {
  saving: SaveState;
  onUndo(): void;
  onRedo(): void;
  onRetry(): void;
  onSettle(theirs: SavedDraft, choice: 'mine' | 'theirs'): void;
}

export function TopBar({ saving, onUndo, onRedo, onRetry, onSettle }: Props) {
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
        <p className="designer-saved" role="status" data-save={saving.kind}>
          {saveWords(saving)}
          {saving.kind === 'offline' && (
            <button type="button" className="link-button" onClick={onRetry}>
              いますぐ保存する
            </button>
          )}
          {saving.kind === 'signed-out' && (
            <a href="/sign-in" target="_blank" rel="noreferrer">
              別のタブでサインインする
            </a>
          )}
        </p>
      </div>
      {saving.kind === 'conflict' && <Conflict theirs={saving.theirs} onSettle={onSettle} />}
    </>
  );
}

function saveWords(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return state.at === null ? '変更はまだありません' : `保存しました ${state.at}`;
    case 'waiting':
    case 'saving':
      return '保存しています…';
    case 'offline':
      return '保存できませんでした。変更はこのタブに残っています。つながったら保存します。';
    case 'signed-out':
      return 'サインインが切れました。変更はこのタブに残っています。';
    case 'refused':
      return state.message;
    case 'conflict':
      return '保存を止めています';
  }
}

function Conflict({ theirs, onSettle }: { theirs: SavedDraft; onSettle: Props['onSettle'] }) {
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
