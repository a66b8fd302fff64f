/** 写真（書込み付き）: pictures on which staff draw, point, write and blur. The file stays as it was taken. */
import type { FieldContract } from '../contract.ts';
import { type FileRef, fileContract } from '../file/contract.ts';
import { issue } from '../messages.ts';
import type { PhotoOptions } from '../photo/contract.ts';
import { isMarks, type Mark, readMarks } from './marks.ts';

export type AnnotatedPhoto = FileRef & { marks?: Mark[] };

/** `name.marks` holds one text a picture. A picture of which nothing is said keeps its marks. */
export const annotatedPhotoContract: FieldContract<AnnotatedPhoto[], PhotoOptions> = {
  ...(fileContract as unknown as FieldContract<AnnotatedPhoto[], PhotoOptions>),
  parse(typed, name, field, context) {
    const { value } = fileContract.parse(typed, name, field, context);
    if (value === null) return { value, issues: [] };
    const told = (typed[`${name}.marks`] ?? []).filter((text) => text !== '').map(readMarks);
    const marksOf = new Map(told.flatMap((one) => (one === null ? [] : [[one.file, one.marks]])));
    return {
      value: value.map((file) =>
        withMarks(file, marksOf.get(file.fileId) ?? marksOfNew(file, marksOf) ?? marksIn(file)),
      ),
      issues: told.includes(null) ? [issue('photo.marks', context)] : [],
    };
  },
  validate(photos, field, context) {
    const wrong = photos.some(({ marks }) => marks !== undefined && !isMarks(marks));
    return [
      ...fileContract.validate(photos, field, context),
      ...(wrong ? [issue('photo.marks', context)] : []),
    ];
  },
  toTyped: (photos, name, field) => ({
    ...fileContract.toTyped(photos, name, field),
    [`${name}.marks`]: photos
      .filter((one) => marksIn(one).length > 0)
      .map((one) => JSON.stringify({ file: one.fileId, marks: marksIn(one) })),
  }),
};

/** Of a picture that had no id yet when it was drawn on: the script put a mark of its own into its name. */
export const newPhoto = 'new:';

function marksOfNew({ name }: FileRef, marksOf: ReadonlyMap<string, Mark[]>): Mark[] | undefined {
  for (const [file, marks] of marksOf)
    if (/^new:[0-9a-z]{6}$/.test(file) && name.includes(`-${file.slice(newPhoto.length)}`)) return marks;
  return undefined;
}

export const marksIn = (file: FileRef): Mark[] => {
  const { marks } = file as AnnotatedPhoto;
  return isMarks(marks) ? marks : [];
};

function withMarks({ fileId, name, type, bytes }: FileRef, marks: Mark[]): AnnotatedPhoto {
  return { fileId, name, type, bytes, ...(marks.length === 0 ? {} : { marks }) };
}
