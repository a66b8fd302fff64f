/** Where the files named in answers stand. Pure. */
import { type Answers, type FileRef, filesIn, type Json, linesIn, takesFiles } from '#core/fields';

interface FileField {
  id: number;
  type: string;
  fields?: readonly FileField[];
}

export interface FileControl {
  /** Control name, `f9` or `f3[k1].f5`. */
  name: string;
  file: FileRef;
}

/** Every file named anywhere in the answers, with the control it belongs to. */
export function fileControls(fields: readonly FileField[], answers: Answers): FileControl[] {
  const at = (name: string, value: Json | undefined): FileControl[] =>
    filesIn(value ?? null).map((file) => ({ name, file }));
  return fields.flatMap((field) => {
    const value = answers[String(field.id)];
    if (takesFiles(field)) return at(`f${field.id}`, value);
    const inner = (field.fields ?? []).filter(takesFiles);
    if (inner.length === 0) return [];
    return linesIn(value ?? null).flatMap(({ key, values }) =>
      inner.flatMap((one) => at(`f${field.id}[${key}].f${one.id}`, values[String(one.id)])),
    );
  });
}
