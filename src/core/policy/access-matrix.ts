/** The rules of an app on one page: who across, acts down the head. Pure. */
import type { RecordAct, Who, WorkApp } from '#core/definitions';
import { recordActs } from './access-words.ts';

/** `always`, or only where a condition holds; several rules may each bring one. */
export type Cell = { always: boolean; when: string[] };

export interface MatrixRow {
  who: Who;
  acts: Partial<Record<RecordAct, Cell>>;
}

export interface FieldRow {
  /** Codes. */
  fields: string[];
  what: 'read' | 'edit';
  /** Empty: nobody. */
  grants: { who: Who[]; when: string | undefined }[];
}

/** Who may take something along on a device: records that they may change, an empty form where they may add. */
export interface TakenRow {
  who: Who;
  what: 'edit' | 'add';
  when: string[];
}

export interface AccessMatrix {
  rows: MatrixRow[];
  /** Null: nothing leaves the office on a device. */
  taken: { hours: number; rows: TakenRow[] } | null;
  /** Fields that are narrower than their record. */
  fields: FieldRow[];
}

export function accessMatrix({ work }: Pick<WorkApp, 'work'>): AccessMatrix {
  const rows = new Map<string, MatrixRow>();
  for (const rule of work.access ?? [])
    for (const who of rule.who) {
      const key = JSON.stringify(who);
      const row = rows.get(key) ?? { who, acts: {} };
      for (const act of rule.may) {
        const cell = row.acts[act] ?? { always: false, when: [] };
        if (rule.when === undefined) cell.always = true;
        else if (!cell.when.includes(rule.when)) cell.when.push(rule.when);
        row.acts[act] = cell;
      }
      rows.set(key, row);
    }
  const fields = (work.fieldAccess ?? []).flatMap((rule): FieldRow[] =>
    (['read', 'edit'] as const).flatMap((what) => {
      const grants = rule[what];
      return grants === undefined
        ? []
        : [{ fields: rule.fields, what, grants: grants.map(({ who, when }) => ({ who, when })) }];
    }),
  );
  return { rows: [...rows.values()], taken: takenIn(work, [...rows.values()]), fields };
}

function takenIn({ offline }: WorkApp['work'], rows: readonly MatrixRow[]): AccessMatrix['taken'] {
  if (offline === undefined) return null;
  const out = rows.flatMap(({ who, acts }) =>
    (['edit', 'add'] as const).flatMap((what): TakenRow[] => {
      const cell = acts[what];
      return cell === undefined ? [] : [{ who, what, when: cell.always ? [] : cell.when }];
    }),
  );
  return { hours: offline.hours, rows: out };
}

/** The table as plain text, for a file: one line for each who, what may be taken along, then each field that is narrower. */
export function matrixLines(
  matrix: AccessMatrix,
  say: {
    who(who: Who): string;
    when(text: string): string;
    field(code: string): string;
    act(act: RecordAct): string;
    taken(what: TakenRow['what']): string;
  },
): { labels: string[]; lines: string[][] } {
  const labels = ['区分', '項目', 'だれが', ...recordActs.map(say.act), '条件'];
  const notes = (all: string[]) => [...new Set(all)].map(say.when).join(' ／ ');
  const lines = matrix.rows.map(({ who, acts }) => {
    const cells = recordActs.map((act) => {
      const cell = acts[act];
      return cell === undefined ? '' : cell.always ? '○' : '△';
    });
    const when = recordActs.flatMap((act) => (acts[act]?.always ? [] : (acts[act]?.when ?? [])));
    return ['レコード', '', say.who(who), ...cells, notes(when)];
  });
  const none = recordActs.map(() => '');
  const term = matrix.taken === null ? '' : `${matrix.taken.hours}時間まで`;
  if (term === '') lines.push(['持ち出し', '', 'だれにもできない', ...none, '']);
  for (const { who, what, when } of matrix.taken?.rows ?? [])
    lines.push([
      '持ち出し',
      say.taken(what),
      say.who(who),
      ...none,
      [term, ...(when.length === 0 ? [] : [notes(when)])].join(' ／ '),
    ]);
  for (const { fields, what, grants } of matrix.fields) {
    const name = fields.map(say.field).join('、');
    const cells = (mark: string) =>
      recordActs.map((act) => (act === (what === 'read' ? 'view' : 'edit') ? mark : ''));
    if (grants.length === 0) lines.push(['項目', name, 'だれにもできない', ...cells('×'), '']);
    for (const { who, when } of grants)
      lines.push([
        '項目',
        name,
        who.map(say.who).join('、'),
        ...cells(when === undefined ? '○' : '△'),
        when === undefined ? '' : say.when(when),
      ]);
  }
  return { labels, lines };
}
