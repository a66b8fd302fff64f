/** The registry of definition kinds: one zod schema gives the type, the JSON Schema and the loader's check. */
import type { z } from 'zod';
import { appSchema } from './kinds/app.server.ts';
import { appTemplateSchema } from './kinds/app-template.server.ts';
import { evidenceSchema } from './kinds/evidence.server.ts';
import { factSchema } from './kinds/fact.server.ts';
import { languageSchema, packSchema } from './kinds/language.server.ts';
import { layerSchema } from './kinds/layer.server.ts';
import { organisationSchema } from './kinds/organisation.server.ts';
import { procedureSchema } from './kinds/procedure.server.ts';
import { templateSchema } from './kinds/template.server.ts';
import type { whoSchema } from './kinds/who.server.ts';
import type { recordActs, viewSchema } from './kinds/work.server.ts';
import type { blockSchema, documentSchema } from './kinds/work-documents.server.ts';
import type { effectSchema, processSchema, routeSchema, seatSchema } from './kinds/work-process.server.ts';

export const definitionSchemas = {
  pack: packSchema,
  app: appSchema,
  'app-template': appTemplateSchema,
  procedure: procedureSchema,
  fact: factSchema,
  evidence: evidenceSchema,
  template: templateSchema,
  organisation: organisationSchema,
  language: languageSchema,
  layer: layerSchema,
} as const;
export type DefinitionKind = keyof typeof definitionSchemas;
export type Definition<K extends DefinitionKind = DefinitionKind> = z.infer<(typeof definitionSchemas)[K]>;

export type Pack = Definition<'pack'>;
export type App = Definition<'app'>;
/** A work app to begin from. */
export type AppTemplate = Definition<'app-template'>;
/** An app whose records staff keep without a procedure. */
export type WorkApp = App & { work: NonNullable<App['work']> };
export type View = z.infer<typeof viewSchema>;
export type Who = z.infer<typeof whoSchema>;
/** States, acts and approvals of a work app. */
export type RecordProcess = z.infer<typeof processSchema>;
export type ProcessState = RecordProcess['states'][number];
export type ProcessAct = RecordProcess['acts'][number];
export type ApprovalRoute = z.infer<typeof routeSchema>;
export type RouteStep = ApprovalRoute['steps'][number];
/** Somebody in a process, an office, or a place in the organisation chart. */
export type Seat = z.infer<typeof seatSchema>;
export type Effect = z.infer<typeof effectSchema>;
/** A paper made of a record of a work app. */
export type RecordTemplate = z.infer<typeof documentSchema>;
export type TemplateBlock = z.infer<typeof blockSchema>;
export type RecordAct = (typeof recordActs)[number];
export type Procedure = Definition<'procedure'>;
/** Something rules ask about an event, a household or a person. */
export type Fact = Definition<'fact'>;
/** Something people bring or attach. */
export type Evidence = Definition<'evidence'>;
export type Template = Definition<'template'>;
export type Organisation = Definition<'organisation'>;
export type Language = Definition<'language'>;
export type MapLayer = Definition<'layer'>;
