/**
 * Access that reaches further than whoever wrote it may have thought. Nothing here is forbidden: it is said beside the rule while it
 * is written, and again before it is published. Pure.
 */
import type { RecordAct, Who, WorkApp } from '#core/definitions';
import { completeFields, type Field } from '#core/fields';
import { recordScope } from '#core/forms';
import { readFormula, references } from '#kernel/formula';

export interface AccessConcern {
  /** `work.access[2]`; of the definition. */
  path: string;
  kind:
    | 'everyone-exports'
    | 'exports-all'
    | 'everyone-changes'
    | 'manage-many'
    | 'from-the-top'
    | 'personal-open'
    | 'tells-a-bit';
  ja: string;
  en: string;
}

/** `top`: departments with none above them; a rule with all below one of those means much of the city. */
export function accessConcerns(app: WorkApp, top: ReadonlySet<string>): AccessConcern[] {
  const fields = completeFields(app.fields);
  return [...rules(app, top), ...openPersonal(app, fields, top), ...bits(app, fields)];
}

const isEveryone = (who: Who): boolean => 'everyone' in who;
const fromTop = (who: Who, top: ReadonlySet<string>): boolean =>
  'department' in who && !('position' in who) && who.below !== false && top.has(who.department ?? '');
/** Somebody by name, an office of one department, or whom the record names: few, and one knows who. */
const isNamed = (who: Who): boolean =>
  'user' in who || 'field' in who || ('position' in who && who.department !== undefined);

function rules(app: WorkApp, top: ReadonlySet<string>): AccessConcern[] {
  const found: AccessConcern[] = [];
  for (const [index, rule] of (app.work.access ?? []).entries()) {
    const path = `work.access[${index}]`;
    const may = (act: RecordAct) => rule.may.includes(act);
    const everyone = rule.who.some(isEveryone);
    const add = (kind: AccessConcern['kind'], ja: string, en: string) =>
      void found.push({ path, kind, ja, en });
    if (everyone && may('export'))
      add(
        'everyone-exports',
        '全職員が、ファイルに書き出して持ち出せます。書き出す人を絞ることをおすすめします。',
        'Everyone on the staff may export.',
      );
    else if (may('export') && rule.when === undefined && rule.who.some((who) => !isNamed(who)))
      add(
        'exports-all',
        '条件なしで、見られるレコードをすべて書き出せます。書き出せる人や、書き出せるレコードを絞れないか確かめてください。',
        'Exports have no condition.',
      );
    if (everyone && (may('edit') || may('delete') || may('import')) && rule.when === undefined)
      add(
        'everyone-changes',
        '全職員が、どのレコードも直したり消したりできます。',
        'Everyone on the staff may change every record.',
      );
    if (may('manage') && rule.who.some((who) => !isNamed(who)))
      add(
        'manage-many',
        '「管理」が、名前を挙げた人以外にもあります。異動してきた人も、すぐに項目やアクセス権を変えられます。',
        'Manage is given to more than named persons.',
      );
    if (rule.who.some((who) => fromTop(who, top)))
      add(
        'from-the-top',
        'いちばん上の所属と、その下のすべての所属が対象です。課や係まで絞れないか確かめてください。',
        'The rule reaches all departments below a top one.',
      );
  }
  return found;
}

/** Fields about persons that everyone (or a whole bureau) reads, because no field rule narrows them. */
function openPersonal(app: WorkApp, fields: readonly Field[], top: ReadonlySet<string>): AccessConcern[] {
  const wide = (who: Who) => isEveryone(who) || fromTop(who, top);
  const at = (app.work.access ?? []).findIndex(
    (rule) => rule.may.includes('view') && rule.when === undefined && rule.who.some(wide),
  );
  if (at < 0) return [];
  const narrow = new Set(
    (app.work.fieldAccess ?? [])
      .filter((rule) => rule.read?.every((one) => one.when !== undefined || !one.who.some(wide)) === true)
      .flatMap((rule) => rule.fields),
  );
  const open = fields.filter(
    (field) => (isPersonal(field) || (field.fields ?? []).some(isPersonal)) && !narrow.has(field.code),
  );
  if (open.length === 0) return [];
  const names = open.map((field) => `「${field.label.ja}」`).join('');
  return [
    {
      path: `work.access[${at}]`,
      kind: 'personal-open',
      ja: `個人に関する項目${names}を、全職員または局全体の職員が見られます。見る人を絞るか、項目のきまりで読める人を決めてください。`,
      en: 'Personal fields are readable by everyone or a whole bureau.',
    },
  ];
}

const isPersonal = ({ classification }: Pick<Field, 'classification'>): boolean =>
  classification === 'personal' || classification === 'sensitive';

/** Whether a value is taken, or passes a check, is an answer about a field that whoever is answered may not read. */
function bits(app: WorkApp, fields: readonly Field[]): AccessConcern[] {
  const masked = new Set(
    (app.work.fieldAccess ?? []).filter((rule) => rule.read !== undefined).flatMap((rule) => rule.fields),
  );
  if (masked.size === 0) return [];
  const found: AccessConcern[] = [];
  const label = (code: string) => fields.find((one) => one.code === code)?.label.ja ?? code;
  for (const [index, codes] of (app.work.unique ?? []).entries()) {
    const hidden = codes.filter((code) => masked.has(code));
    if (hidden.length === 0) continue;
    found.push({
      path: `work.unique[${index}]`,
      kind: 'tells-a-bit',
      ja: `「${hidden.map(label).join('・')}」は読める人を絞っていますが、重複を禁じているため、読めない人にも「同じ値がある」ことは分かります。`,
      en: 'A unique key over a field that not everybody may read tells whether a value exists.',
    });
  }
  const scope = recordScope(app.fields);
  const byId = new Map(fields.map((field) => [String(field.id), field.code]));
  for (const [index, field] of fields.entries())
    for (const { rule } of field.checks) {
      const { expr } = readFormula(rule, scope);
      const used =
        expr === undefined ? [] : [...references(expr)].map((path) => byId.get(path.split('.')[0]!));
      const hidden = used.find((code) => code !== undefined && code !== field.code && masked.has(code));
      if (hidden === undefined) continue;
      found.push({
        path: `fields[${index}].checks`,
        kind: 'tells-a-bit',
        ja: `「${field.label.ja}」の入力の確認が、読める人を絞っている「${label(hidden)}」を使っています。確認の結果から、その値を推しはかれます。`,
        en: 'A check uses a field that not everybody may read.',
      });
    }
  return found;
}
