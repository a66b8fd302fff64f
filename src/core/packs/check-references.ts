/** References between definitions, and codes within one, that lead nowhere. Pure. */
import { checkApp } from '#core/apps';
import type { App, AppTemplate, Organisation, Procedure } from '#core/definitions';
import { checkLayer } from './check-layer.ts';
import type { PackDefinition, PackIndex, PackProblem } from './model.ts';

type Add = (path: string, ja: string, en: string, level?: PackProblem['level']) => void;

/** Problems of one definition, seen with everything the packs give. */
export function checkReferences(one: PackDefinition, index: PackIndex): PackProblem[] {
  const problems: PackProblem[] = [];
  const add: Add = (path, ja, en, level = 'error') =>
    void problems.push({ file: one.file, path, level, ja, en });
  if (one.kind === 'app')
    problems.push(
      ...checkApp(
        one.body,
        (id) => index.apps.get(id),
        (id) => index.layers.get(id),
      ).map((found) => ({ file: one.file, ...found })),
    );
  else if (one.kind === 'app-template')
    problems.push(
      ...checkApp(
        beginning(one.body),
        (id) => index.apps.get(id),
        (id) => index.layers.get(id),
      ).map((found) => ({ file: one.file, ...found, path: `app.${found.path}` })),
    );
  else if (one.kind === 'procedure') checkProcedure(one.body, index, add);
  else if (one.kind === 'organisation') checkOrganisation(one.body, add);
  else if (one.kind === 'layer') checkLayer(one.body, add);
  return problems;
}

/** The app that somebody would begin from it. */
function beginning({ id, title, app }: AppTemplate): App {
  return {
    ...app,
    kind: 'app',
    id,
    title,
    effectiveFrom: '2000-01-01',
    work: {
      ...app.work,
      department: 'X',
      access: [{ who: [{ everyone: true }], may: ['manage'] }],
      fieldAccess: [],
    },
  };
}

const unknown = (add: Add, path: string, what: [string, string], name: string, remedy: string) =>
  add(
    path,
    `${what[0]}「${name}」がありません。${remedy}`,
    `There is no ${what[1]} “${name}”. Mend the name or add it.`,
  );

function checkProcedure(procedure: Procedure, index: PackIndex, add: Add): void {
  const app = procedure.app === undefined ? undefined : index.apps.get(procedure.app);
  if (procedure.app !== undefined && app === undefined)
    unknown(add, 'app', ['業務アプリ', 'app'], procedure.app, 'id を直すか、apps に加えてください。');
  if (app !== undefined && app.applicant === undefined)
    add(
      'app',
      `業務アプリ「${app.id}」に applicant（申請する人の項目）がないので、手続に使えません。`,
      'An app behind a procedure says which fields tell who applies: give the app an applicant.',
    );
  if (procedure.online.available && procedure.app === undefined) {
    add('app', 'オンラインで受け付けるには業務アプリ（app）が要ります。', 'Applying online needs an app.');
  }
  for (const [position, id] of procedure.related.entries()) {
    if (!index.procedures.has(id))
      unknown(add, `related[${position}]`, ['手続', 'procedure'], id, 'id を直してください。');
  }
  for (const [key, id] of Object.entries(procedure.documents)) {
    if (id !== undefined && !index.templates.has(id))
      unknown(
        add,
        `documents.${key}`,
        ['文書のひな形', 'template'],
        id,
        'id を直すか、templates に加えてください。',
      );
  }
  const field = (code: string) => app?.fields.find((one) => one.code === code);
  const { partialBy } = procedure.process;
  if (
    app !== undefined &&
    partialBy !== undefined &&
    field(partialBy)?.type !== 'lines' &&
    field(partialBy)?.type !== 'household-members'
  ) {
    unknown(
      add,
      'process.partialBy',
      ['明細の項目', 'lines field'],
      partialBy,
      '明細（lines）の項目のコードを書いてください。',
    );
  }
  for (const [key, code] of Object.entries(procedure.registerKeys ?? {})) {
    if (app !== undefined && field(code) === undefined)
      unknown(
        add,
        `registerKeys.${key}`,
        ['項目', 'field'],
        code,
        '業務アプリの項目のコードを書いてください。',
      );
  }
  if (procedure.register !== undefined && procedure.registerKeys === undefined) {
    add(
      'registerKeys',
      '台帳を照会する手続には registerKeys が要ります。',
      'A procedure that asks a register needs registerKeys.',
    );
  }
  checkOffice(procedure, index.organisations, add);
}

/** Departments and positions are the city's; a pack of national law alone has none to look in. */
function checkOffice(procedure: Procedure, organisations: Organisation[], add: Add): void {
  if (organisations.length === 0) return;
  const departments = organisations.flatMap((one) => one.departments);
  const { department } = procedure;
  const found = department.startsWith('@')
    ? departments.some((one) => one.duties.includes(department.slice(1)))
    : departments.some((one) => one.code === department);
  if (!found)
    unknown(
      add,
      'department',
      ['所属', 'department'],
      department,
      '所属のコード、または「@担当」を書いてください。',
    );
  const classes = new Set(organisations.flatMap((one) => one.recordClasses.map((each) => each.code)));
  if (!classes.has(procedure.recordClass))
    unknown(
      add,
      'recordClass',
      ['文書分類', 'record class'],
      procedure.recordClass,
      '組織の定義の recordClasses にあるコードを書いてください。',
    );
  const positions = new Set(organisations.flatMap((one) => one.positions.map((each) => each.title)));
  for (const [position, step] of procedure.process.steps.entries()) {
    if (!positions.has(step.position))
      unknown(
        add,
        `process.steps[${position}].position`,
        ['職', 'position'],
        step.position,
        '組織の定義にある職名を書いてください。',
      );
  }
  if (procedure.process.kind === 'approval' && procedure.process.steps.at(-1)?.role !== 'decide') {
    add(
      'process.steps',
      '決裁の段階の最後は role が decide です。',
      'The last step of an approval has the role decide.',
    );
  }
}

function checkOrganisation(organisation: Organisation, add: Add): void {
  const codes = new Set(organisation.departments.map((one) => one.code));
  const wards = new Set(organisation.wards.map((one) => one.code));
  const seen = new Set<string>();
  for (const [position, one] of organisation.departments.entries()) {
    const path = `departments[${position}]`;
    const key = `${one.code} ${one.validFrom}`;
    if (seen.has(key))
      add(
        path,
        `所属「${one.code}」が同じ日から二度あります。`,
        `Department ${one.code} begins twice on the same day.`,
      );
    seen.add(key);
    for (const name of ['parent', 'successor'] as const) {
      const other = one[name];
      if (other !== undefined && !codes.has(other))
        unknown(add, `${path}.${name}`, ['所属', 'department'], other, 'コードを直してください。');
    }
    if (one.ward !== undefined && !wards.has(one.ward))
      unknown(add, `${path}.ward`, ['区', 'ward'], one.ward, '区のコードを書いてください。');
    if (one.validTo !== undefined && one.validTo < one.validFrom)
      add(`${path}.validTo`, '終わりが始まりより前です。', 'It ends before it begins.');
  }
}
