/** What every editor of an option gets. */
import type { DefinedField } from '#core/fields';
import type { OptionWords, SpecialEditor } from '../option-words.ts';

export interface SpecialProps {
  name: string;
  words: OptionWords;
  edit: SpecialEditor;
  field: DefinedField;
  lines?: DefinedField;
  known: boolean;
  onChange(options: DefinedField['options']): void;
  set(name: string, value: unknown): void;
}
