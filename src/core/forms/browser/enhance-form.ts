/** One form at work: shows what follows from answers, tells errors when a field is left, saves. */
import { type Answers, contracts, type Field, type Json, joinPath, printAnswer } from '#core/fields';
import type { Issue } from '#kernel/errors';
import type { PageModel } from '../browser-model.ts';
import { checkField, checkLineField, fieldContext } from '../check-fields.ts';
import { findField } from '../find-field.ts';
import { createFormState, type FormState } from '../form-state.ts';
import type { FormField } from '../model.ts';
import { Autosave, type SaveTexts } from './autosave.ts';
import { pressLineButton } from './line-buttons.ts';
import { hasError, showMessage } from './messages-view.ts';
import { isBlankAddress, lookUpTown } from './town-lookup.ts';
import { typedIn } from './typed-form.ts';

interface PageTexts extends SaveTexts {
  required: string;
  optional: string;
}

export class EnhancedForm {
  private readonly form: HTMLFormElement;
  private readonly model: PageModel;
  private readonly texts: PageTexts;
  private readonly state: FormState;
  private readonly autosave: Autosave | null;
  private readonly usedKeys = new Map<string, string[]>();
  private fields = new Map<string, HTMLElement>();
  private composing = false;
  private timer = 0;

  constructor(form: HTMLFormElement, model: PageModel, texts: PageTexts) {
    this.form = form;
    this.model = model;
    this.texts = texts;
    const { autosave } = form.dataset;
    this.autosave = autosave === undefined ? null : new Autosave(form, autosave, texts);
    this.find();
    this.state = createFormState(model.form, { ...model.answers, ...this.read(this.here()) }, model.context);
    this.show(this.names());
    form.addEventListener('compositionstart', () => {
      this.composing = true;
    });
    form.addEventListener('compositionend', () => {
      this.composing = false;
      this.soon();
    });
    form.addEventListener('input', () => this.soon());
    form.addEventListener('change', (event) => this.changed(event.target as Element));
    form.addEventListener('focusout', (event) => this.left(event));
    form.addEventListener('click', (event) => this.pressed(event));
  }

  private here(): FormField[] {
    return this.model.form.fields.filter((field) => field.page !== undefined && field.type !== 'formula');
  }

  private names(): Iterable<string> {
    return [...this.fields.keys()];
  }

  private find(): void {
    this.fields = new Map();
    for (const element of this.form.querySelectorAll<HTMLElement>('[data-field]'))
      this.fields.set(element.dataset.field ?? '', element);
  }

  /** What the controls of these fields say; what cannot be read is empty for formulas. */
  private read(fields: readonly FormField[]): Answers {
    const typed = typedIn(this.form);
    const answers: Answers = {};
    for (const field of fields) {
      const previous = this.state?.answers[String(field.id)] ?? this.model.answers[String(field.id)];
      answers[String(field.id)] = contracts[field.type].parse(
        typed,
        `f${field.id}`,
        field as unknown as Field,
        fieldContext(this.model.context, previous),
      ).value;
    }
    return answers;
  }

  /** After a pause in typing; never while an input method is composing. */
  private soon(): void {
    if (this.composing) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.update(this.here()), 120);
    this.autosave?.touch();
  }

  private update(fields: readonly FormField[]): void {
    clearTimeout(this.timer);
    this.show(this.state.setAll(this.read(fields)));
  }

  private show(changed: Iterable<string>): void {
    for (const name of changed) {
      const element = this.fields.get(name);
      if (element === undefined) continue;
      const visible = this.state.isVisible(name);
      if (element.hidden === visible) element.hidden = !visible;
      const seen = element.querySelector<HTMLInputElement>(':scope > [data-seen]');
      if (seen !== null) seen.disabled = !visible;
      this.mark(element, name);
      this.calculate(element, name);
    }
  }

  private mark(element: HTMLElement, name: string): void {
    const mark = element.querySelector('[data-row] > .form-label > [data-mark]');
    if (mark === null) return;
    const required = this.state.isRequired(name);
    const text = required ? this.texts.required : this.texts.optional;
    if (mark.textContent !== text) mark.textContent = text;
    mark.classList.toggle('form-mark-required', required);
  }

  private calculate(element: HTMLElement, name: string): void {
    const output = element.querySelector<HTMLElement>(':scope > [data-row] > [data-calculated]');
    const field = findField(this.model.form, name)?.field;
    if (output === null || field === undefined) return;
    const text = printAnswer(
      field as unknown as Field,
      this.state.standing(name)?.value ?? null,
      this.model.context,
    );
    output.textContent = text === '' ? (output.dataset.empty ?? '') : text;
  }

  private changed(target: Element): void {
    this.autosave?.touch();
    const element = target.closest<HTMLElement>('[data-field]');
    const found = findField(this.model.form, element?.dataset.field ?? '');
    if (element === null || found === undefined) return;
    this.update([found.lines ?? found.field]);
    const address = target.closest<HTMLElement>('[data-address]');
    if (address !== null && target.matches('[name$=".postCode"]') && isBlankAddress(address))
      void this.lookUp(element, address);
    else if (hasError(element)) this.tell(element);
  }

  private left(event: FocusEvent): void {
    const element = (event.target as Element).closest<HTMLElement>('[data-field]');
    if (element === null || element.contains(event.relatedTarget as Node | null)) return;
    // A press on a button must not move under the pointer because a message appeared above it.
    if ((event.relatedTarget as Element | null)?.closest?.('button')) return;
    this.tell(element);
  }

  /** Issues of one field beside its controls. A box left blank is only asked for when the page is sent. */
  private tell(element: HTMLElement): void {
    const name = element.dataset.field ?? '';
    const found = findField(this.model.form, name);
    if (
      found === undefined ||
      found.field.fields !== undefined ||
      found.field.type === 'file' ||
      found.field.type === 'photo'
    )
      return;
    const top = found.lines ?? found.field;
    this.update([top]);
    const context = fieldContext(this.model.context, this.state.answers[String(top.id)]);
    const parsed = contracts[found.field.type].parse(
      typedIn(this.form),
      name,
      found.field as unknown as Field,
      context,
    );
    const issues = parsed.issues.map(({ path, message }) => ({ path: joinPath(name, path), message }));
    if (issues.length === 0 && parsed.value !== null) issues.push(...this.check(top, found.key, found.field));
    const paths = ['', ...(contracts[found.field.type].parts?.(found.field as unknown as Field) ?? [])].map(
      (part) => joinPath(name, part),
    );
    for (const path of paths) showMessage(element, path, 'error', firstAt(issues, path));
    showMessage(element, name, 'notice', parsed.notice ?? null);
  }

  private check(top: FormField, key: string | undefined, field: FormField): Issue[] {
    if (key === undefined) return checkField(this.state, String(top.id), this.model.context);
    return checkLineField(this.state, String(top.id), key, String(field.id), this.model.context);
  }

  private pressed(event: MouseEvent): void {
    const button = (event.target as Element).closest('button');
    if (button === null) return;
    const address = button.closest<HTMLElement>('[data-address]');
    const element = button.closest<HTMLElement>('[data-field]');
    if (
      button.hasAttribute('data-lookup') &&
      address !== null &&
      element !== null &&
      this.form.dataset.lookup !== undefined
    ) {
      event.preventDefault();
      void this.lookUp(element, address);
      return;
    }
    const name = pressLineButton(button, this.usedKeys);
    if (name === null) return;
    event.preventDefault();
    this.find();
    const field = findField(this.model.form, name)?.field;
    if (field === undefined) return;
    this.state.set(field.id, this.blankLines(field));
    this.show(this.names());
    this.autosave?.touch();
  }

  /** Lines as they stand, blank ones too, so that a new one shows what it should. */
  private blankLines(field: FormField): Json {
    const answers = this.read([field])[String(field.id)];
    const known = Array.isArray(answers) ? (answers as unknown as { key: string; values: Answers }[]) : [];
    const keys = typedIn(this.form)[`f${field.id}.keys`] ?? [];
    return keys.map((key) => known.find((line) => line.key === key) ?? { key, values: {} });
  }

  private async lookUp(element: HTMLElement, address: HTMLElement): Promise<void> {
    const url = this.form.dataset.lookup;
    if (url === undefined || !(await lookUpTown(element, address, url, this.model.context))) return;
    this.soon();
    if (hasError(element)) this.tell(element);
  }
}

const firstAt = (issues: readonly Issue[], path: string): string | null =>
  issues.find((each) => each.path === path)?.message ?? null;
