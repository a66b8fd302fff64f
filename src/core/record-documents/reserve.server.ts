/** Number, code and every word of a paper, kept in the transaction of what asked for it; the worker sets it. */
import type { RecordTemplate } from '#core/definitions';
import { numberDocument, verificationCode } from '#core/documents.server';
import type { OpenApp } from '#core/entries.server';
import { post } from '#core/exchange.server';
import type { Answers } from '#core/fields';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { gatherPaper } from './gather.server.ts';
import { insertRecordDocument } from './record-documents.sql.ts';

export interface Wanted {
  id: string;
  template: RecordTemplate;
  /** Member of staff; null: the process of the record. */
  askedBy: string | null;
  replaces?: string;
}

export interface Reserved {
  id: string;
  number: string | null;
  /** 支援措置: addresses are left out. */
  omitted: boolean;
}

/** Fails with `conflict` where a text names a field without a value: no blank stands on a numbered paper. */
export async function reservePaper(
  tx: Tx,
  open: OpenApp,
  record: { id: string; answers: Answers },
  { id, template, askedBy, replaces }: Wanted,
): Promise<Result<Reserved>> {
  const { blocks, empty, unread, fieldIds, omitted } = await gatherPaper(tx, open, record, template);
  if (template.numbered && empty.length > 0)
    return fail('conflict', `「${template.title.ja}」に入れる値がありません：${empty.join('、')}`);
  if (unread.length > 0)
    return fail('conflict', '写真の検査がまだ終わっていません。しばらくして、もう一度試してください。');
  const department = departmentOf(open);
  const place = template.numbered ? await numberDocument(tx, department, String(open.at.today)) : null;
  const code = template.numbered && template.verifiable ? verificationCode() : null;
  const number = place?.number ?? null;
  const { municipality } = open.definitions.organisation(String(open.at.today));
  await insertRecordDocument(tx, {
    id,
    appId: open.app.id,
    recordId: record.id,
    template: template.id,
    title: template.title.ja,
    place,
    code,
    data: {
      title: template.title.ja,
      orientation: template.orientation,
      number,
      issuer: `${municipality.name} ${department.name}`,
      code,
      blocks,
    },
    fieldIds,
    omitted,
    askedBy,
    replaces: replaces ?? null,
  });
  await post(tx, 'record.document', { documentId: id });
  return ok({ id, number, omitted });
}

/** 所管 of the app, whose numbers its papers take. `@duty` names whoever answers for it. */
function departmentOf({ app, definitions, at }: OpenApp): {
  code: string;
  name: string;
  documentSymbol?: string;
} {
  const { department } = app.work;
  const { departments } = definitions.organisation(String(at.today));
  const found = departments.find((one) =>
    department.startsWith('@') ? one.duties?.includes(department.slice(1)) : one.code === department,
  );
  return found ?? { code: department, name: department };
}
