/** Where the API's acts on records run, and how they speak: values by code in, problems with codes out. */

import type { EntryError, Saved } from '#core/entries.server';
import { deskOfScene, fieldsFor, filesFor, survivorOf } from '#core/entries.server';
import { type Answers, answersFromCodes, codeOfPath, type Field, type Json } from '#core/fields';
import type { StaffActor } from '#core/policy';
import type { AppError } from '#kernel/errors';
import { err, fail, ok, type Result } from '#kernel/result';
import type { ApiScene } from '#platform/api.server';

export type AppScene = Pick<
  ApiScene<StaffActor, unknown, unknown>,
  'actor' | 'tx' | 'info' | 'runtime' | 'params' | 'revision' | 'touched'
>;

export const appParam = { app: 'text', record: 'uuid' } as const;
export const appIn = ({ params }: AppScene): string => params.app ?? '';
export const recordIn = ({ params }: AppScene): string => params.record ?? '';

export const entryDesk = (scene: AppScene) => deskOfScene(scene, 'api');

/** The id of a record that was merged into another leads to that one. */
export async function orSurvivor<T>(
  scene: AppScene,
  look: (record: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const found = await look(recordIn(scene));
  if (found.ok) return found;
  const survivor = await survivorOf(scene.tx, appIn(scene), recordIn(scene));
  return survivor === null ? found : look(survivor);
}

/** The fields of the app that whoever calls may know of. */
export const fieldsOf = (scene: AppScene): Promise<Result<Field[]>> =>
  fieldsFor(entryDesk(scene), appIn(scene));

/** Values by code as values by field id. What is not there and what may not be seen is told alike, by the act. */
export async function valuesOf(
  scene: AppScene,
  fields: readonly Field[],
  values: Record<string, Json>,
): Promise<Result<Answers>> {
  const files = await filesFor(entryDesk(scene), appIn(scene), recordIn(scene), fileIds(values));
  const { answers, issues } = answersFromCodes(fields, values, (id) => files.get(id) ?? null, 'values.');
  return issues.length > 0 ? fail('invalid', undefined, issues) : ok(answers);
}

function fileIds(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { file } = value as { file?: unknown };
  return [...(typeof file === 'string' ? [file] : []), ...Object.values(value).flatMap(fileIds)];
}

/** What an act gave, with fields by code. */
export function answered(
  fields: readonly Field[],
  given: Answers,
  result: Result<Saved, EntryError>,
): Result<{
  id: string;
  revision: number;
  unchanged: boolean;
  warnings: { kind: 'individual-number'; field: string; message: string }[];
}> {
  if (!result.ok) return err(problem(fields, given, result.error));
  const { id, revision, unchanged, warnings } = result.value;
  return ok({
    id,
    revision,
    unchanged,
    warnings: warnings.map(({ kind, path, message }) => ({
      kind,
      field: codeOfPath(fields, given, path),
      message,
    })),
  });
}

function problem(fields: readonly Field[], given: Answers, error: EntryError): AppError {
  const { overlaps, twin, issues, ...rest } = error;
  return {
    ...rest,
    ...(issues === undefined
      ? {}
      : {
          issues: issues.map(({ path, message }) => ({
            path: /^f\d/.test(path) ? `values.${codeOfPath(fields, given, path)}` : path,
            message,
          })),
        }),
    more: {
      ...(twin === undefined ? {} : { twin }),
      ...(overlaps === undefined
        ? {}
        : { overlaps: overlaps.map(({ path, ...both }) => ({ field: placeOf(fields, path), ...both })) }),
    },
  };
}

/** `明細[k1].内容`: lines by their key. */
export function placeOf(fields: readonly Field[], path: string): string {
  const [id, key, inner] = path.split('/');
  const field = fields.find((one) => String(one.id) === id);
  if (field === undefined || key === undefined) return field?.code ?? path;
  const child = field.fields?.find((one) => String(one.id) === inner);
  return `${field.code}[${key}]${child === undefined ? '' : `.${child.code}`}`;
}
