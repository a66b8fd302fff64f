/** The registry of definition kinds: one zod schema gives the type, the JSON Schema and the loader's check. */
import type { z } from 'zod';
import { appSchema } from './app.ts';
import { languageSchema, packSchema } from './language.ts';
import { organisationSchema } from './organisation.ts';
import { procedureSchema } from './procedure.ts';
import { templateSchema } from './template.ts';

export const definitionSchemas = {
  pack: packSchema,
  app: appSchema,
  procedure: procedureSchema,
  template: templateSchema,
  organisation: organisationSchema,
  language: languageSchema,
} as const;
export type DefinitionKind = keyof typeof definitionSchemas;
export type Definition<K extends DefinitionKind = DefinitionKind> = z.infer<(typeof definitionSchemas)[K]>;

export type Pack = Definition<'pack'>;
export type App = Definition<'app'>;
export type Procedure = Definition<'procedure'>;
export type Template = Definition<'template'>;
export type Organisation = Definition<'organisation'>;
export type Language = Definition<'language'>;
