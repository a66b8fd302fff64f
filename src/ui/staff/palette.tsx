/** The command palette (Ctrl+K): pages, what can be done here, and cases by number or name. */
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useFetcher, useNavigate } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { type Command, useOfferedCommands } from './commands.tsx';
import { Glyph } from './glyph.tsx';
import { pickCommands } from './pick-commands.ts';

export interface FoundCase {
  id: string;
  label: string;
  detail: string;
}

export function Palette({ pages, open, onClose }: { pages: Command[]; open: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    // Escape closes it by itself.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      className="palette"
      aria-label="コマンド"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && <Choices pages={pages} onClose={onClose} />}
    </dialog>
  );
}

function Choices({ pages, onClose }: { pages: Command[]; onClose: () => void }) {
  const id = useId();
  const navigate = useNavigate();
  const here = useOfferedCommands();
  const { data, load } = useFetcher<{ cases: FoundCase[] }>();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted.length < 2) return;
    const timer = setTimeout(() => void load(href(staffPaths.casesFind, undefined, { q: wanted })), 180);
    return () => clearTimeout(timer);
  }, [typed, load]);
  const groups = useMemo(() => {
    const cases = typed.trim().length < 2 ? [] : (data?.cases ?? []);
    return [
      { title: 'この画面でできること', commands: pickCommands(here, typed) },
      {
        title: '案件',
        commands: cases.map(
          (one): Command => ({
            id: `case-${one.id}`,
            label: one.label,
            words: one.detail,
            run: () => void navigate(href(staffPaths.case, { case: one.id })),
          }),
        ),
      },
      { title: '移動', commands: pickCommands(pages, typed) },
    ].filter((group) => group.commands.length > 0);
  }, [here, pages, typed, data, navigate]);
  const all = groups.flatMap((group) => group.commands);
  const chosen = all[Math.min(at, all.length - 1)];
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt((before) => Math.min(before + 1, all.length - 1));
    else if (event.key === 'ArrowUp') setAt((before) => Math.max(before - 1, 0));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="palette-input">
        <Glyph name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="移動先、操作、受付番号、氏名"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen && `${id}-${chosen.id}`}
          placeholder="移動先、操作、受付番号、氏名"
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div role="listbox" id={`${id}-list`} aria-label="候補" className="palette-list">
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a listbox
          <div key={group.title} role="group" aria-label={group.title}>
            <p className="palette-group" aria-hidden="true">
              {group.title}
            </p>
            {group.commands.map((command) => (
              // The keyboard runs it from the input, which owns the focus.
              // biome-ignore lint/a11y/useKeyWithClickEvents: see above
              <div
                key={command.id}
                id={`${id}-${command.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={command === chosen}
                className="palette-item"
                onClick={() => run(command)}
              >
                <span>{command.label}</span>
                {command.id.startsWith('case-') && <span className="quiet">{command.words}</span>}
                {command.keys && <kbd>{command.keys}</kbd>}
              </div>
            ))}
          </div>
        ))}
        {all.length === 0 && (
          <p className="palette-none">見つかりません。受付番号か氏名を2文字以上入れてください。</p>
        )}
      </div>
    </>
  );
}
