/** Answers written by field code, as tests and sample cases do, as answers by field id. Pure. */
import {
  type Answers,
  completeFields,
  type DefinedField,
  type Field,
  type FileRef,
  type Json,
} from '#core/fields';

/** What `{ "$file": "map.png" }` stands for. Tests take one that is only named like it; seeding puts the real one. */
export type FileOf = (name: string) => FileRef;

const types: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
};
const onlyNamed: FileOf = (name) => ({
  fileId: '00000000-0000-4000-8000-000000000000',
  name,
  type: types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream',
  bytes: 1_000,
});

/** Lines are lists of answers by code and get the keys `k1`, `k2` …; unknown codes are given back. */
export function answersByCode(
  app: { fields: DefinedField[] },
  written: Record<string, Json>,
  fileOf: FileOf = onlyNamed,
): { answers: Answers; unknown: string[] } {
  return convert(completeFields(app.fields), written, '', fileOf);
}

function convert(
  fields: Field[],
  written: Record<string, Json>,
  above: string,
  fileOf: FileOf,
): { answers: Answers; unknown: string[] } {
  const answers: Answers = {};
  const unknown: string[] = [];
  for (const [code, value] of Object.entries(written)) {
    const field = fields.find((one) => one.code === code);
    if (field === undefined) {
      unknown.push(above + code);
      continue;
    }
    if (field.fields === undefined || !Array.isArray(value)) {
      answers[field.id] = withFiles(value, fileOf);
      continue;
    }
    answers[field.id] = value.map((line, index) => {
      const inner = convert(
        field.fields!,
        line as Record<string, Json>,
        `${above}${code}[${index + 1}].`,
        fileOf,
      );
      unknown.push(...inner.unknown);
      return { key: `k${index + 1}`, values: inner.answers };
    }) as unknown as Json;
  }
  return { answers, unknown };
}

/** The control name (`f7`, `f3[k1].f5`) of `子ども[1].学年`; null when there is none. */
export function controlByCode(app: { fields: DefinedField[] }, written: string): string | null {
  const match = /^([^[\].]+)(?:\[(\d+)\]\.(.+))?$/.exec(written);
  const field = completeFields(app.fields).find((one) => one.code === match?.[1]);
  if (match === null || field === undefined) return null;
  if (match[2] === undefined) return `f${field.id}`;
  const inner = field.fields?.find((one) => one.code === match[3]);
  return inner === undefined ? null : `f${field.id}[k${match[2]}].f${inner.id}`;
}

function withFiles(value: Json, fileOf: FileOf): Json {
  if (!Array.isArray(value)) return value;
  return value.map((one) => {
    const name = (one as { $file?: unknown } | null)?.$file;
    return typeof name === 'string' ? fileOf(name) : one;
  });
}
