/** Choices, people and whatever is more than one line: the field's own controls, open beside the cell. */
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Field, FieldContext, Json, Reader, Typed } from '#core/fields';
import { widgets } from '#core/fields.view';
import { controlOf, readCell, typedOfValue } from '../table/cell-value.ts';
import type { Asking } from './ask-table.ts';
import { placeBeside } from './place-beside.ts';
import { soughtBy, typedIn } from './typed-form.ts';
import { useChoices } from './use-choices.ts';

interface CellPanelProps {
  asking: Asking;
  field: Field;
  value: Json | undefined;
  reader: Reader;
  context: FieldContext;
  /** The cell it belongs to. */
  beside: HTMLElement;
  onTake(value: Json): void;
  onLeave(): void;
}

export function CellPanel({
  asking,
  field,
  value,
  reader,
  context,
  beside,
  onTake,
  onLeave,
}: CellPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<Typed>(() => typedOfValue(field, value));
  const [wrong, setWrong] = useState<string | null>(null);
  const choices = useChoices(asking, field);
  const { round } = choices;

  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return;
    element.showPopover();
    placeBeside(element, beside);
  }, [beside]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: placed and entered anew when its controls are others
  useEffect(() => {
    if (panel.current !== null) placeBeside(panel.current, beside);
    const first = form.current?.querySelector<HTMLElement>(
      'input:checked, select, textarea, input:not([type="hidden"])',
    );
    first?.focus();
  }, [round, beside]);
  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      if (panel.current?.contains(event.target as Node) === false) form.current?.requestSubmit();
    };
    document.addEventListener('pointerdown', pressed, true);
    return () => document.removeEventListener('pointerdown', pressed, true);
  }, []);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = typedIn(event.currentTarget);
    const sought = soughtBy(event.nativeEvent as SubmitEvent, field, given);
    if (sought !== null) {
      setTyped(given);
      return choices.find(sought);
    }
    const read = readCell(field, given, { ...context, previous: value ?? null });
    if (read.wrong === null) onTake(read.value);
    else {
      setTyped(given);
      setWrong(read.wrong);
    }
  };
  const Widget = widgets[field.type];
  return (
    <div
      ref={panel}
      popover="manual"
      className="cell-panel"
      role="dialog"
      aria-label={`${field.label.ja}を変更`}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === 'Escape') {
          event.preventDefault();
          onLeave();
        }
        const into = event.target as HTMLElement;
        if (
          event.key === 'Enter' &&
          (into.tagName === 'SELECT' || into.matches('[type="radio"], [type="checkbox"]'))
        ) {
          event.preventDefault();
          form.current?.requestSubmit();
        }
      }}
    >
      <form ref={form} onSubmit={submit} noValidate>
        <Widget
          key={round}
          field={field}
          name={controlOf(field)}
          typed={typed}
          answer={value ?? null}
          reader={{ ...reader, names: choices.with(reader.names ?? {}) }}
          required={false}
          issues={
            (wrong ?? choices.failure) === null ? [] : [{ path: '', message: wrong ?? choices.failure ?? '' }]
          }
          today={context.today}
        />
        <div className="button-row">
          <button type="submit" className="button button-primary">
            決める
          </button>
          <button type="button" className="button button-plain" onClick={onLeave}>
            やめる
          </button>
        </div>
      </form>
    </div>
  );
}
