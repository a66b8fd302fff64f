/** One form at work: shows what follows from answers, tells errors when a field is left, saves. */
import {
  type Answers,
  contracts,
  type Field,
  isReadOnly,
  type Json,
  joinPath,
  type Line,
  linesIn,
  printAnswer,
  takesFiles,
} from '#core/fields';
import type { Issue } from '#kernel/errors';
import type { PageModel } from '../browser-model.ts';
import { checkField, checkLineField, fieldContext } from '../check-fields.ts';
import { findField } from '../find-field.ts';
import { createFormState } from '../form-state.ts';
import type { FormField } from '../model.ts';
import { totalsOf } from '../totals.ts';
import { autosave, type SaveTexts } from './autosave.ts';
import { chosenIn, holdsFiles, withChosen } from './chosen-files.ts';
import { pressLineButton } from './line-buttons.ts';
import { hasError, showMessage, showTotals } from './messages-view.ts';
import { isBlankAddress, lookUpTown } from './town-lookup.ts';
import { typedIn } from './typed-form.ts';

export interface PageTexts extends SaveTexts {
  required: string;
  optional: string;
}

/** What a press means something on; a box with a caret is found again wherever it moves. */
const pressed = 'button, a, summary, label, select, input[type=radio], input[type=checkbox]';

const asField = (field: FormField): Field => field as unknown as Field;

export function enhanceForm(form: HTMLFormElement, model: PageModel, texts: PageTexts): void {
  const { context } = model;
  const url = form.dataset.autosave;
  const touch = url === undefined ? () => {} : autosave(form, url, texts);
  const asked = model.form.fields.filter((field) => field.page !== undefined && !isReadOnly(field.type));
  const usedKeys = new Map<string, string[]>();
  let places = new Map<string, HTMLElement>();
  let composing = false;
  let timer = 0;
  let pressing = false;
  const waiting: (() => void)[] = [];

  /** Areas whose layers came with the page follow their point; others wait for the server (`map-point.ts`). */
  const areasLive = (): void => {
    for (const area of form.querySelectorAll<HTMLElement>('[data-area]:not([data-area-live])')) {
      const name = area.closest<HTMLElement>('[data-field]')?.dataset.field ?? '';
      if (findField(model.form, name)?.field.calculate !== undefined) area.dataset.areaLive = '';
    }
  };

  const find = (): void => {
    places = new Map();
    for (const place of form.querySelectorAll<HTMLElement>('[data-field]'))
      places.set(place.dataset.field ?? '', place);
    areasLive();
  };

  /** What the controls of these fields say; what cannot be read is empty for formulas. */
  const read = (fields: readonly FormField[], before: Answers): Answers => {
    const typed = typedIn(form);
    const chosen = chosenIn(form);
    const answers: Answers = {};
    for (const field of fields) {
      const id = String(field.id);
      const files = holdsFiles(field);
      const { value } = contracts[field.type].parse(
        typed,
        `f${id}`,
        asField(field),
        // What was chosen is not kept yet: what was kept is what the page came with.
        fieldContext(context, (files ? model.answers : before)[id]),
      );
      const whole = field.fields === undefined ? value : withBlankLines(value, typed[`f${id}.keys`] ?? []);
      answers[id] = files ? withChosen(field, whole, chosen) : whole;
    }
    return answers;
  };

  find();
  const state = createFormState(model.form, { ...model.answers, ...read(asked, model.answers) }, context);

  const mark = (place: HTMLElement, name: string): void => {
    const word = place.querySelector('[data-row] > .form-label > [data-mark]');
    if (word === null) return;
    const required = state.isRequired(name);
    const text = required ? texts.required : texts.optional;
    if (word.textContent !== text) word.textContent = text;
    word.classList.toggle('form-mark-required', required);
  };

  const calculate = (place: HTMLElement, name: string): void => {
    const output = place.querySelector<HTMLElement>(
      ':scope > [data-row] > [data-calculated], :scope > [data-row] [data-area-live]',
    );
    const field = output === null ? undefined : findField(model.form, name)?.field;
    if (output === null || field === undefined) return;
    const text = printAnswer(asField(field), state.standing(name)?.value ?? null, context);
    output.textContent = text === '' ? (output.dataset.empty ?? output.dataset.later ?? '') : text;
  };

  const show = (changed: Iterable<string>): void => {
    for (const name of changed) {
      const place = places.get(name);
      if (place === undefined) continue;
      const visible = state.isVisible(name);
      if (place.hidden === visible) place.hidden = !visible;
      const seen = place.querySelector<HTMLInputElement>(':scope > [data-seen]');
      if (seen !== null) seen.disabled = !visible;
      mark(place, name);
      calculate(place, name);
    }
  };

  const standings = {
    isVisible: (control: string) => state.isVisible(control),
    calculated: (control: string) => state.standing(control)?.value ?? null,
  };

  const update = (fields: readonly FormField[]): void => {
    show(state.setAll(read(fields, state.answers)));
    for (const field of fields)
      if (field.options.totals !== undefined)
        showTotals(
          form,
          `f${field.id}`,
          totalsOf(field, state.answers[String(field.id)], standings, context),
        );
  };

  /** What would move the page waits until what is under the pointer is let go, or its press would miss it. */
  const unlessPressing = (work: () => void): void => {
    if (pressing) waiting.push(work);
    else work();
  };
  const released = (): void => {
    pressing = false;
    for (const work of waiting.splice(0)) work();
  };

  /** After a pause in typing; never while an input method is composing. */
  const soon = (): void => {
    if (composing) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => unlessPressing(() => update(asked)), 120);
    touch();
  };

  /** Issues of one field beside its controls. A box left blank is only asked for when the page is sent. */
  const tell = (place: HTMLElement): void => {
    const name = place.dataset.field ?? '';
    const found = findField(model.form, name);
    if (found === undefined || found.field.fields !== undefined || takesFiles(found.field)) return;
    const { field, lines, key } = found;
    const top = lines ?? field;
    update([top]);
    const contract = contracts[field.type];
    const parsed = contract.parse(
      typedIn(form),
      name,
      asField(field),
      fieldContext(context, previousOf(state.answers, found)),
    );
    const issues: Issue[] = parsed.issues.map(({ path, message }) => ({
      path: joinPath(name, path),
      message,
    }));
    if (issues.length === 0 && parsed.value !== null) {
      const id = String(top.id);
      issues.push(
        ...(key === undefined
          ? checkField(state, id, context)
          : checkLineField(state, id, key, String(field.id), context)),
      );
    }
    for (const part of ['', ...(contract.parts?.(asField(field)) ?? [])]) {
      const path = joinPath(name, part);
      showMessage(place, path, 'error', issues.find((each) => each.path === path)?.message ?? null);
    }
    showMessage(place, name, 'notice', parsed.notice ?? null);
  };

  const lookUp = async (place: HTMLElement, address: HTMLElement): Promise<void> => {
    const from = form.dataset.lookup;
    if (from === undefined || !(await lookUpTown(place, address, from, context))) return;
    soon();
    if (hasError(place)) tell(place);
  };

  const placeOf = (target: EventTarget | null): HTMLElement | null =>
    (target as Element | null)?.closest<HTMLElement>('[data-field]') ?? null;

  form.addEventListener('pointerdown', ({ target }) => {
    pressing = (target as Element).closest(pressed) !== null;
  });
  // After the click that follows, which may lead away.
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(released));

  form.addEventListener('compositionstart', () => {
    composing = true;
  });
  form.addEventListener('compositionend', () => {
    composing = false;
    soon();
  });
  form.addEventListener('input', soon);

  form.addEventListener('change', ({ target }) => {
    touch();
    const place = placeOf(target);
    const found = findField(model.form, place?.dataset.field ?? '');
    if (place === null || found === undefined) return;
    clearTimeout(timer);
    unlessPressing(() => changed(place, found.lines ?? found.field, target as Element));
  });

  const changed = (place: HTMLElement, field: FormField, target: Element): void => {
    update([field]);
    const address = target.closest<HTMLElement>('[data-address]');
    const isPostCode = target.matches('[name$=".postCode"]');
    if (address !== null && isPostCode && isBlankAddress(address)) void lookUp(place, address);
    else if (hasError(place)) tell(place);
  };

  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    const place = placeOf(target);
    const next = relatedTarget as Element | null;
    if (place === null || place.contains(next)) return;
    unlessPressing(() => tell(place));
  });

  form.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button');
    if (button === null) return;
    const address = button.closest<HTMLElement>('[data-address]');
    const place = placeOf(button);
    if (
      button.hasAttribute('data-lookup') &&
      address !== null &&
      place !== null &&
      form.dataset.lookup !== undefined
    ) {
      event.preventDefault();
      void lookUp(place, address);
      return;
    }
    const name = pressLineButton(button, usedKeys);
    if (name === null) return;
    event.preventDefault();
    find();
    update(asked.filter((field) => `f${field.id}` === name));
    show(places.keys());
    touch();
  });

  show(places.keys());
}

/** A line just added counts although nothing is typed into it yet, as it does on the page the server draws. */
function withBlankLines(value: Json, keys: readonly string[]): Json {
  const lines = linesIn(value);
  return keys.map(
    (key) => lines.find((line) => line.key === key) ?? { key, values: {} },
  ) as Line[] as unknown as Json;
}

function previousOf(
  answers: Answers,
  { field, lines, key }: { field: FormField; lines?: FormField; key?: string },
): Json | undefined {
  if (lines === undefined) return answers[String(field.id)];
  return linesIn(answers[String(lines.id)]).find((line) => line.key === key)?.values[String(field.id)];
}
