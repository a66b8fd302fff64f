/** The options of every type, from their schemas; the same for every request. */
import { z } from 'zod';
import { fieldTypes } from '#core/fields';
import { optionSchemas } from '#core/fields.server';
import { type JsonSchema, optionShapes, type Shapes } from './option-shapes.ts';

export const shapes: Shapes = Object.fromEntries(
  fieldTypes.map((type) => [
    type,
    optionShapes(z.toJSONSchema(optionSchemas[type], { io: 'input', unrepresentable: 'any' }) as JsonSchema),
  ]),
) as Shapes;
