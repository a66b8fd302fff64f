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

const named = { id: z.string(), title: text };
const effect = z.looseObject({ kind: z.string(), who: z.array(z.looseObject({})).optional() });
const seats = z.array(z.looseObject({}));
const deadline = z.looseObject({ days: z.number(), remind: z.array(z.number()), escalate: seats });
const process = z.looseObject({
  states: z.array(
    z.looseObject({
      ...named,
      kind: z.enum(['open', 'approval', 'end']),
      editable: z.array(z.string()),
      assign: seats,
      effects: z.array(effect),
      deadline: deadline.optional(),
      approval: z.looseObject({ routes: z.array(z.string()) }).optional(),
    }),
  ),
  acts: z.array(
    z.looseObject({
      ...named,
      from: z.array(z.string()),
      to: z.string(),
      who: seats,
      require: z.array(z.string()),
      effects: z.array(effect),
    }),
  ),
  routes: z.array(
    z.looseObject({
      ...named,
      steps: z.array(z.looseObject({ ...named, kind: z.string(), seats, deadline: deadline.optional() })),
    }),
  ),
  keepers: seats,
});

const block = z.looseObject({
  type: z.string(),
  fields: z.array(z.string()).optional(),
  columns: z.union([z.number(), z.array(z.string())]).optional(),
  beside: z.array(z.string()).optional(),
});
const template = z.looseObject({ ...named, blocks: z.array(block) });

export const skeleton = z.looseObject({
  title: text,
  fields: z.array(z.looseObject({ ...field.shape, fields: z.array(field).optional() })),
  form: z.looseObject({
    pages: z.array(z.looseObject({ id: z.string(), title: text, items: z.array(item) })),
  }),
  work: z.looseObject({ process: process.optional(), documents: z.array(template).optional() }),
});
