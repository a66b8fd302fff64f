/** A form of field controls as the readers of fields take it. */
import { type Field, findPart, type Typed } from '#core/fields';
import { controlOf } from '../table/cell-value.ts';

export function typedIn(form: HTMLFormElement): Typed {
  const typed: Typed = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') typed[name] = [...(typed[name] ?? []), value];
  return typed;
}

/** The words to search by, when that was the button; else null: the form was sent. */
export function soughtBy(event: SubmitEvent, field: Pick<Field, 'id'>, typed: Typed): string | null {
  const button = event.submitter as HTMLButtonElement | null;
  return button?.value.startsWith('find:') === true
    ? (typed[`${controlOf(field)}.${findPart}`]?.[0] ?? '')
    : null;
}
