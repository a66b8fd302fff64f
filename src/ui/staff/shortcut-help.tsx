/** The list of keys, shown with `?`. */
import { useEffect, useRef } from 'react';
import { Glyph } from './glyph.tsx';
import type { Shortcut } from './keys.ts';

const shown: Record<string, string> = { mod: 'Ctrl', Enter: 'Enter', Escape: 'Esc' };

/** `mod+k` → Ctrl + K, `g i` → G I. */
export const keyNames = (keys: string): string[] =>
  keys.split(/[+ ]/).map((key) => shown[key] ?? key.toUpperCase());

const inLists: Pick<Shortcut, 'keys' | 'label'>[] = [
  { keys: 'j', label: '一覧で次の行へ' },
  { keys: 'k', label: '一覧で前の行へ' },
  { keys: 'Enter', label: '一覧の行を開く（O も同じ）' },
  { keys: 'x', label: '一覧の行を選ぶ（Shift を押しながらクリックで、まとめて選ぶ）' },
  { keys: 'p', label: '一覧の右に、案件のあらましを出す' },
  { keys: '/', label: '一覧の検索らんへ' },
];
const inCases: Pick<Shortcut, 'keys' | 'label'>[] = [
  { keys: 'n', label: '案件で「次にすること」へ' },
  { keys: 'c', label: '案件で内部コメントを書く' },
  { keys: 'u', label: '案件から一覧へ戻る' },
];

export function ShortcutHelp({
  open,
  onClose,
  everywhere,
}: {
  open: boolean;
  onClose: () => void;
  everywhere: readonly Shortcut[];
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const groups = [
    ['どの画面でも', everywhere],
    ['案件一覧', inLists],
    ['案件', inCases],
  ] as const;
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="keys-title" onClose={onClose}>
      <div className="section-head">
        <h2 id="keys-title">キーボードでの操作</h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label="閉じる">
          <Glyph name="close" />
        </button>
      </div>
      {groups.map(([title, shortcuts]) => (
        <div key={title}>
          <h3>{title}</h3>
          <dl className="keys">
            {shortcuts.map((one) => (
              <div key={one.keys}>
                <dt>
                  {keyNames(one.keys).map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{one.label}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </dialog>
  );
}
