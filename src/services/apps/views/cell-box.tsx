/**
 * The text box of the cell in front. It waits, unseen, with the focus: whatever is typed first, by keyboard or by an input method,
 * goes into a real text box from its first sign, and nothing is lost on the way to it.
 */
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { Field, FieldContext, Json } from '#core/fields';
import { controlOf, readCell, typedText } from '../table/cell-value.ts';
import { CellNote } from './cell-note.tsx';

export interface CellBoxHandle {
  /** Opens with what stands in the cell. */
  open(): void;
}

interface CellBoxProps {
  field: Field;
  value: Json | undefined;
  /** What was typed and not taken. */
  kept: string | undefined;
  context: FieldContext;
  ref: Ref<CellBoxHandle>;
  onOpen(): void;
  /** `by`: rows and columns to go on; null stays. */
  onTake(value: Json, by: { rows: number; columns: number } | null): void;
  onLeave(): void;
  /** Typed and not readable, when one goes elsewhere. */
  onWrong(text: string, message: string): void;
}

export function CellBox({ field, value, kept, context, ref, ...on }: CellBoxProps) {
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const begin = () => {
    if (open) return;
    setOpen(true);
    on.onOpen();
  };
  const end = () => {
    setOpen(false);
    setWrong(null);
    if (box.current !== null) box.current.value = '';
  };
  useImperativeHandle(ref, () => ({
    open() {
      if (box.current === null || open) return;
      box.current.focus({ preventScroll: true });
      box.current.value = kept ?? typedText(field, value);
      box.current.setSelectionRange(box.current.value.length, box.current.value.length);
      begin();
    },
  }));
  const take = (by: { rows: number; columns: number } | null): boolean => {
    const text = box.current?.value ?? '';
    const read = readCell(field, { [controlOf(field)]: [text] }, context);
    if (read.wrong !== null) {
      setWrong(read.wrong);
      return false;
    }
    end();
    on.onTake(read.value, by);
    return true;
  };
  const press = (event: KeyboardEvent) => {
    // Keys belong to the input method while it converts; 229 is what browsers say that tell it late.
    if (!open || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      end();
      on.onLeave();
    } else if (event.key === 'Enter' && !event.altKey) {
      event.preventDefault();
      take({ rows: event.shiftKey ? -1 : 1, columns: 0 });
    } else if (event.key === 'Tab') {
      event.preventDefault();
      take({ rows: 0, columns: event.shiftKey ? -1 : 1 });
    }
  };
  const leave = () => {
    if (!open) return;
    const text = box.current?.value ?? '';
    const read = readCell(field, { [controlOf(field)]: [text] }, context);
    end();
    if (read.wrong === null) on.onTake(read.value, null);
    else on.onWrong(text, read.wrong);
  };
  const shared = {
    ref: box,
    name: controlOf(field),
    autoComplete: 'off',
    'aria-label': field.label.ja,
    'aria-invalid': wrong === null ? undefined : (true as const),
    'aria-describedby': wrong === null ? undefined : 'cell-wrong',
    'data-focus': '',
    onInput: begin,
    onCompositionStart: begin,
    onKeyDown: press,
    onBlur: leave,
  };
  return (
    <div ref={row} className={open ? 'cell-box cell-box-open' : 'cell-box'}>
      {field.type === 'long-text' ? <textarea rows={3} {...shared} /> : <input type="text" {...shared} />}
      {wrong !== null && (
        <CellNote box={row}>
          <p id="cell-wrong">{wrong}</p>
        </CellNote>
      )}
    </div>
  );
}
