/** What every widget gets. Widgets draw controls and their messages; they decide nothing. */
import type { ReactNode } from 'react';
import type { Issue } from '#kernel/errors';
import { pick } from '#kernel/localized';
import type { FieldTexts } from '#ui';
import type { Layer } from './area/layer.ts';
import type { FileRef } from './file/contract.ts';
import { word } from './labels.ts';
import type { ShownTotal } from './lines/totals.ts';
import type { Reader } from './messages.ts';
import type { Field, Json, Typed } from './model.ts';

export interface WidgetProps<O = Record<string, unknown>> {
  field: Field<O>;
  /** Control name: `f7`, `f3[k1].f5`. */
  name: string;
  typed: Typed;
  /** What is stored: kept files, a number that is not shown, a calculated value. */
  answer?: Json;
  reader: Reader;
  required: boolean;
  /** Paths relative to the field: '' or a part. */
  issues: readonly Issue[];
  notice?: string;
  /** Address of a kept file; null while nobody may open it. */
  fileHref?: (file: FileRef, field: Field) => string | null;
  /** Of lines: what stands below them. */
  totals?: readonly ShownTotal[];
  /** Of a map point: what its map is drawn from. */
  layers?: readonly Layer[];
  /** Draws a field of a line; `key` is that of the line. */
  child?: (child: Field, key: string) => ReactNode;
}

export const issueAt = (issues: readonly Issue[], part: string): string | undefined =>
  issues.find(({ path }) => path === part)?.message;

/** Label, mark, help and messages of the field as a whole. */
export function fieldTexts<O>(props: WidgetProps<O>, label: ReactNode, help?: ReactNode): FieldTexts {
  const { reader, required, issues, notice } = props;
  return {
    label,
    mark: word(required ? 'mark.required' : 'mark.optional', reader),
    required,
    help,
    error: issueAt(issues, ''),
    notice,
  };
}

/** Whether the controls may be filled in by the browser: they ask for what belongs to the person who types. */
export function isOwn<O>(field: Field<O>): boolean {
  return field.prefill?.startsWith('account.') === true || (field.options as { own?: boolean }).own === true;
}

export const labelText = (field: { label: Field['label'] }, reader: Reader): string =>
  pick(field.label, reader.language).text;
