/** What a definition must have to be drawn at all. A draft may be wrong in every other way, and is kept. */
import { z } from 'zod';
import { fieldTypes } from '#core/fields';

const text = z.looseObject({ ja: z.string() });
const field = z.looseObject({
  id: z.number().int(),
  code: z.string(),
  type: z.enum(fieldTypes),
  label: text,
  options: z.looseObject({}),
});
const item = z.union([
  z.looseObject({ field: z.string() }),
  z.looseObject({ heading: text }),
  z.looseObject({ guidance: text }),
]);

export const skeleton = z.looseObject({
  title: text,
  fields: z.array(z.looseObject({ ...field.shape, fields: z.array(field).optional() })),
  form: z.looseObject({
    pages: z.array(z.looseObject({ id: z.string(), title: text, items: z.array(item) })),
  }),
  work: z.looseObject({}),
});
