/**
 * Files kept beside the record. The value names files that the server stored already; a browser can keep or
 * drop those, and send new ones, but never name a file that was not its own.
 */
import type { Issue } from '#kernel/errors';
import type { FieldContext, FieldContract } from '../contract.ts';
import { issue, say } from '../messages.ts';
import type { Json, Typed } from '../model.ts';

export type FileOptions = { maxFiles: number; maxBytes: number; accept: string[] };

export type FileRef = {
  fileId: string;
  name: string;
  /** Media type found in the content, not the one the browser claimed. */
  type: string;
  bytes: number;
};

export function isFileRef(value: unknown): value is FileRef {
  const file = value as FileRef | null;
  return (
    typeof file === 'object' &&
    file !== null &&
    typeof file.fileId === 'string' &&
    typeof file.name === 'string' &&
    typeof file.type === 'string' &&
    typeof file.bytes === 'number'
  );
}

export const filesIn = (value: Json | undefined): FileRef[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isFileRef) : [];

/** Files the form says to keep, out of those stored; `name.drop` takes single ones away. */
export function keptFiles(typed: Typed, name: string, previous: Json | undefined): FileRef[] {
  const stored = filesIn(previous);
  const kept = typed[`${name}.kept`];
  const dropped = typed[`${name}.drop`] ?? [];
  return stored.filter(
    (file) => (kept === undefined || kept.includes(file.fileId)) && !dropped.includes(file.fileId),
  );
}

/** 5 MB, 900 kB: as people read sizes. */
export function printBytes(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')}MB`;
  return `${Math.max(1, Math.round(bytes / 1000))}KB`;
}

const kinds: Record<string, string> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/heic': 'HEIC',
  'image/webp': 'WebP',
  'application/pdf': 'PDF',
};

/** JPEG, PNG, PDF: how an accept list reads. */
export const printAccept = (accept: readonly string[]): string =>
  accept.map((type) => kinds[type] ?? type.replace(/^.*\//, '')).join('、');

export function fileIssues(files: readonly FileRef[], options: FileOptions, context: FieldContext): Issue[] {
  const { maxFiles = 5, maxBytes = 10_000_000, accept = [] } = options;
  const issues: Issue[] = [];
  if (files.length > maxFiles) issues.push(issue('file.many', context, { max: maxFiles }));
  for (const { name, type, bytes } of files) {
    if (accept.length > 0 && !accept.includes(type))
      issues.push(issue('file.type', context, { name, accept: printAccept(accept) }));
    if (bytes > maxBytes) issues.push(issue('file.large', context, { name, max: printBytes(maxBytes) }));
  }
  return issues;
}

export const fileContract: FieldContract<FileRef[], FileOptions> = {
  classification: 'personal',
  missing: 'required.attach',
  parse(typed, name, _field, context) {
    const files = keptFiles(typed, name, context.previous);
    return { value: files.length === 0 ? null : files, issues: [] };
  },
  validate: (files, field, context) => fileIssues(files, field.options, context),
  toTyped: (files, name) => ({ [`${name}.kept`]: files.map((file) => file.fileId) }),
  print(files, _field, language) {
    const [first] = files;
    return first !== undefined && files.length === 1
      ? first.name
      : say('files', { language }, { count: files.length });
  },
  formulaType: 'list',
  toFormula: (files) => files.map((file) => file.name),
};
