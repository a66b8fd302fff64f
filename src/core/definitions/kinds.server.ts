/** The registry of definition kinds: one zod schema gives the type, the JSON Schema and the loader's check. */
import type { z } from 'zod';
import { appSchema } from './kinds/app.server.ts';
import { languageSchema, packSchema } from './kinds/language.server.ts';
import { organisationSchema } from './kinds/organisation.server.ts';
import { procedureSchema } from './kinds/procedure.server.ts';
import { templateSchema } from './kinds/template.server.ts';

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
