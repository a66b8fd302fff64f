/** The OpenAPI document as its page shows it. */
import { api } from './site.server.ts';

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  default?: unknown;
  format?: string;
}
interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  'x-permission': string;
  security: { accessToken?: string[] }[];
  parameters: { name: string; in: string; required: boolean; schema: Schema & { description?: string } }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { $ref?: string }>;
}

export interface ApiEntry {
  id: string;
  method: string;
  path: string;
  ja: string;
  en: string;
  scope: string;
  permission: string;
  parameters: { name: string; place: string; required: boolean; note: string }[];
  /** A body to begin with; `file` for an upload. */
  body: string | 'file' | null;
  schema: string | null;
  answers: string[];
}

export function apiEntries(): { tag: string; entries: ApiEntry[] }[] {
  const { paths, tags } = api.document as {
    paths: Record<string, Record<string, Operation>>;
    tags: { name: string }[];
  };
  const all = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      tag: operation.tags[0],
      entry: entryOf(path, method, operation),
    })),
  );
  return tags.map(({ name }) => ({
    tag: name,
    entries: all.filter(({ tag }) => tag === name).map(({ entry }) => entry),
  }));
}

function entryOf(path: string, method: string, operation: Operation): ApiEntry {
  const [ja = '', en = ''] = operation.summary.split(' / ');
  const json = operation.requestBody?.content['application/json']?.schema;
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    ja,
    en,
    scope: operation.security[0]?.accessToken?.[0] ?? '',
    permission: operation['x-permission'],
    parameters: operation.parameters.map(({ name, in: place, required, schema }) => ({
      name,
      place,
      required,
      note: noteOf(schema),
    })),
    body:
      operation.requestBody === undefined
        ? null
        : json === undefined
          ? 'file'
          : JSON.stringify(exampleOf(json), null, 2),
    schema: json === undefined ? null : JSON.stringify(json, null, 2),
    answers: Object.entries(operation.responses).map(
      ([status, { $ref }]) => `${status} ${$ref?.split('/').at(-1) ?? 'OK'}`,
    ),
  };
}

function noteOf(schema: Schema & { description?: string }): string {
  const choices = [schema, ...(schema.anyOf ?? [])].flatMap((one) => one.enum ?? []);
  return [
    schema.description,
    choices.length > 0 ? choices.join(' | ') : (schema.format ?? schema.type),
    schema.default === undefined ? undefined : `= ${String(schema.default)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** Something of the right shape to type over. */
function exampleOf(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, exampleOf(inner)]),
      );
    case 'array':
      return [exampleOf(schema.items ?? {})];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return false;
    default:
      return '';
  }
}
