/** Checks the packs against the schemas of definitions, until `madoguchi pack check` exists; then this file goes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageSchema, packSchema } from '../../src/core/definitions/kinds/language.server.ts';
import { organisationSchema } from '../../src/core/definitions/kinds/organisation.server.ts';
import { procedureSchema } from '../../src/core/definitions/kinds/procedure.server.ts';
import { templateSchema } from '../../src/core/definitions/kinds/template.server.ts';

const schemas: Record<
  string,
  {
    safeParse(value: unknown): {
      success: boolean;
      error?: { issues: { path: PropertyKey[]; message: string }[] };
    };
  }
> = {
  pack: packSchema,
  language: languageSchema,
  organisation: organisationSchema,
  procedure: procedureSchema,
  template: templateSchema,
};
try {
  schemas.app = (await import('../../src/core/definitions/kinds/app.server.ts')).appSchema;
} catch (cause) {
  console.log(`apps not checked: ${(cause as Error).message.split('\n')[0]}`);
}
let bad = 0;
const problem = (file: string, text: string) => {
  bad++;
  console.log(`${file}: ${text}`);
};
type Doc = { kind?: string; id?: string; [key: string]: unknown };
const docs: { file: string; doc: Doc }[] = [];
const walk = (folder: string) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'samples' && entry.name !== 'tests') walk(path);
    } else if (entry.name.endsWith('.json'))
      docs.push({ file: path, doc: JSON.parse(readFileSync(path, 'utf8')) });
  }
};
walk('packs');

const ids = new Map<string, string>();
for (const { file, doc } of docs) {
  const key = `${doc.kind}/${doc.id}`;
  if (ids.has(key)) problem(file, `${key} also in ${ids.get(key)}`);
  ids.set(key, file);
  const schema = schemas[doc.kind ?? ''];
  if (schema === undefined) {
    if (doc.kind !== 'app') problem(file, `unknown kind ${doc.kind}`);
    continue;
  }
  const result = schema.safeParse(doc);
  for (const issue of result.error?.issues ?? [])
    problem(file, `${issue.path.map(String).join('.')}: ${issue.message}`);
}

const organisation = docs.find(({ doc }) => doc.kind === 'organisation')?.doc as unknown as {
  departments: { code: string; duties?: string[]; parent?: string; successor?: string }[];
  positions: { title: string }[];
};
const codes = new Set(organisation.departments.map((department) => department.code));
const duties = new Set(
  organisation.departments.flatMap((department) => (department.duties ?? []).map((duty) => `@${duty}`)),
);
const positions = new Set(organisation.positions.map((position) => position.title));
for (const { code, parent, successor } of organisation.departments)
  for (const other of [parent, successor])
    if (other !== undefined && !codes.has(other)) problem('organisation', `${code}: no department ${other}`);

for (const { file, doc } of docs) {
  if (doc.kind === 'procedure') {
    const procedure = doc as unknown as {
      department: string;
      app?: string;
      related?: string[];
      documents?: Record<string, string>;
      process: { steps?: { position: string }[] };
    };
    if (!codes.has(procedure.department) && !duties.has(procedure.department))
      problem(file, `no department ${procedure.department}`);
    if (procedure.app && !ids.has(`app/${procedure.app}`)) problem(file, `no app ${procedure.app}`);
    for (const other of procedure.related ?? [])
      if (!ids.has(`procedure/${other}`)) problem(file, `no related procedure ${other}`);
    for (const other of Object.values(procedure.documents ?? {}))
      if (!ids.has(`template/${other}`)) problem(file, `no template ${other}`);
    for (const { position } of procedure.process.steps ?? [])
      if (!positions.has(position)) problem(file, `no position ${position}`);
  }
  if (doc.kind === 'app') {
    const app = doc as unknown as {
      fields: { id: number; code: string; type: string; fields?: { id: number; code: string }[] }[];
      form: { pages: { items: { field?: string }[] }[] };
      applicant: Record<string, string>;
      summary?: string[];
    };
    const top = new Set(app.fields.map((field) => field.code));
    const all = app.fields.flatMap((field) => [field, ...(field.fields ?? [])]);
    if (new Set(all.map((field) => field.id)).size !== all.length) problem(file, 'field id used twice');
    if (top.size !== app.fields.length) problem(file, 'field code used twice');
    const placed = app.form.pages.flatMap((page) =>
      page.items.flatMap((item) => (item.field ? [item.field] : [])),
    );
    for (const code of [...placed, ...Object.values(app.applicant), ...(app.summary ?? [])])
      if (!top.has(code)) problem(file, `no field ${code}`);
    for (const field of app.fields)
      if (field.type !== 'formula' && !placed.includes(field.code))
        problem(file, `${field.code} is on no page`);
  }
}
// Texts for residents: every one in the three languages.
const audience = new Set([
  'title',
  'answer',
  'who',
  'where',
  'item',
  'when',
  'cannot',
  'text',
  'help',
  'message',
  'lead',
  'guidance',
  'heading',
  'statement',
  'label',
]);
const languages = (file: string, value: unknown, path: string[]) => {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) languages(file, item, [...path, String(index)]);
  else if (value !== null && typeof value === 'object') {
    const entry = value as Record<string, unknown>;
    if (
      typeof entry.ja === 'string' &&
      audience.has(path.at(-1) ?? '') &&
      !path.includes('steps') &&
      !path.includes('assessment')
    ) {
      for (const language of ['ja-easy', 'en'])
        if (entry[language] === undefined) console.log(`note: ${file} ${path.join('.')}: no ${language}`);
    }
    for (const [key, item] of Object.entries(entry)) languages(file, item, [...path, key]);
  }
};
for (const { file, doc } of docs)
  if (doc.kind === 'procedure' || doc.kind === 'app') languages(file, doc, []);

const texts = docs
  .filter(({ doc }) => doc.kind === 'language')
  .map(({ doc }) => doc as unknown as { id: string; texts: Record<string, string> });
const japanese = texts.find((language) => language.id === 'ja');
const places = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join();
for (const { id, texts: own } of texts) {
  for (const [key, text] of Object.entries(japanese?.texts ?? {})) {
    if (own[key] === undefined) problem(id, `no text ${key}`);
    else if (places(own[key]) !== places(text)) problem(id, `${key}: places differ`);
  }
  for (const key of Object.keys(own))
    if (japanese?.texts[key] === undefined) problem(id, `text ${key} is not in ja`);
}
if (existsSync('packs/demo/staff.csv')) {
  const [header, ...lines] = readFileSync('packs/demo/staff.csv', 'utf8').trim().split('\n');
  if (header !== 'login,family,given,kana,mail,department,position,kind,from,to')
    problem('staff.csv', 'header');
  for (const line of lines) {
    const [, , , , , department, position] = line.split(',');
    if (!codes.has(department ?? '') || !positions.has(position ?? '')) problem('staff.csv', line);
  }
}
console.log(`${docs.length} definitions, ${bad} problems`);
process.exitCode = bad === 0 ? 0 : 1;
