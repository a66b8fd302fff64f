/** How the options of a type are asked for: read from the schema that checks them, so that each fact stands once. Pure. */
import type { FieldType } from '#core/fields';

export type Shapes = Record<FieldType, Record<string, OptionShape>>;

export type OptionShape =
  | { kind: 'boolean'; default?: boolean }
  | { kind: 'number'; whole: boolean; min?: number; max?: number; default?: number }
  | { kind: 'one'; values: string[]; default?: string }
  | { kind: 'some'; values: string[]; default?: string[] }
  | { kind: 'text'; max?: number; default?: string }
  | { kind: 'localized' }
  /** More than a control: it has an editor of its own. */
  | { kind: 'other' };

/** The part of JSON Schema that options use. */
export interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  default?: unknown;
}

/** By option, in the order of the schema. */
export function optionShapes(schema: JsonSchema): Record<string, OptionShape> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, one]) => [name, shapeOf(one)]),
  );
}

function shapeOf(schema: JsonSchema): OptionShape {
  const values = valuesOf(schema);
  if (values !== undefined) return { kind: 'one', values, default: schema.default as string | undefined };
  const several = schema.type === 'array' && schema.items !== undefined ? valuesOf(schema.items) : undefined;
  if (several !== undefined)
    return { kind: 'some', values: several, default: schema.default as string[] | undefined };
  switch (schema.type) {
    case 'boolean':
      return { kind: 'boolean', default: schema.default as boolean | undefined };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        whole: schema.type === 'integer',
        min: bound(schema.minimum),
        max: bound(schema.maximum),
        default: schema.default as number | undefined,
      };
    case 'string':
      return { kind: 'text', max: schema.maxLength, default: schema.default as string | undefined };
    case 'object':
      return schema.properties?.ja === undefined ? { kind: 'other' } : { kind: 'localized' };
    default:
      return schema.anyOf?.every((one) => one.type === 'string') ? { kind: 'text' } : { kind: 'other' };
  }
}

/** JSON Schema says the bounds of safe integers where there are none. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function valuesOf(schema: JsonSchema): string[] | undefined {
  if (typeof schema.const === 'string') return [schema.const];
  return schema.enum?.every((one) => typeof one === 'string') ? (schema.enum as string[]) : undefined;
}
