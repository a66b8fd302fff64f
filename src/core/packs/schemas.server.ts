/** JSON Schemas of all kinds of definitions, for editors and other tools. */
import { z } from 'zod';
import { definitionSchemas } from '#core/definitions.server';

/** By kind; published under packs/schema. */
export function packSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(definitionSchemas).map(([kind, schema]) => [
      kind,
      {
        title: `Madoguchi ${kind}`,
        ...z.toJSONSchema(schema, {
          io: 'input',
          target: 'draft-2020-12',
          unrepresentable: 'any',
          reused: 'ref',
        }),
      },
    ]),
  );
}
