/** Whether what is built is saved, in words that stay true. */
import { staffPaths } from '#ui/paths';
import type { SaveState } from './use-saving.ts';

export function SaveWords({ state, onRetry }: { state: SaveState; onRetry(): void }) {
  return (
    <span className="designer-saved" data-save={state.kind}>
      {saveWords(state)}
      {state.kind === 'offline' && (
        <button type="button" className="link-button" onClick={onRetry}>
          いますぐ保存する
        </button>
      )}
      {state.kind === 'signed-out' && (
        <a href={staffPaths.signIn} target="_blank" rel="noreferrer">
          別のタブでサインインする
        </a>
      )}
    </span>
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
