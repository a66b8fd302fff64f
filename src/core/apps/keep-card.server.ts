/** Keeps an app's card in the register: trial or live, whom to ask, what it saves and how that was worked out. */
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { type AppCard, type AppStage, keepCardRow, selectCard } from './cards.sql.ts';
import { type AppDesk, auditApp, openApp } from './desk.server.ts';

export interface CardInput {
  appId: string;
  /** Of the card that was seen; 0 when there was none. */
  revision: number;
  stage: string;
  contact: string;
  /** As typed: 1,200時間 and １２００ are the same. */
  hoursSaved: string;
  hoursBasis: string;
  costAvoided: string;
  costBasis: string;
}

/** Null while nobody has filled it in. */
export async function readCard(desk: AppDesk, appId: string): Promise<Result<AppCard | null>> {
  const open = await openApp(desk, appId);
  return open === null || open.published === null ? fail('notFound') : ok(await selectCard(desk.tx, appId));
}

export async function keepCard(desk: AppDesk, input: CardInput): Promise<Result<undefined>> {
  const open = await openApp(desk, input.appId);
  if (open === null || open.published === null) return fail('notFound');
  const issues: Issue[] = [];
  const hoursSaved = figure(input.hoursSaved, 'hoursSaved', /^\d{1,8}(\.\d)?$/, '時間', issues);
  const costAvoided = figure(input.costAvoided, 'costAvoided', /^\d{1,13}$/, '円', issues);
  if (input.stage !== 'trial' && input.stage !== 'live')
    issues.push({ path: 'stage', message: '試行か本番かを選んでください。' });
  const basis = 'どのように見積もったかを書いてください。根拠のない数字は台帳に載せられません。';
  if (hoursSaved !== null && input.hoursBasis === '') issues.push({ path: 'hoursBasis', message: basis });
  if (costAvoided !== null && input.costBasis === '') issues.push({ path: 'costBasis', message: basis });
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const kept = await keepCardRow(desk.tx, {
    appId: input.appId,
    revision: input.revision,
    stage: input.stage as AppStage,
    contact: uuid.test(input.contact) ? input.contact : null,
    hoursSaved,
    hoursBasis: input.hoursBasis.slice(0, 1000),
    costAvoided,
    costBasis: input.costBasis.slice(0, 1000),
    by: desk.actor.id!,
  });
  if (!kept) return fail('conflict', 'ほかの人が先に台帳を直しました。画面をひらき直してください。');
  await auditApp(desk, 'app.card.keep', input.appId);
  return ok();
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function figure(typed: string, path: string, form: RegExp, unit: string, issues: Issue[]): string | null {
  const bare = typed.normalize('NFKC').replace(/[,\s]/g, '');
  const plain = bare.endsWith(unit) ? bare.slice(0, -unit.length) : bare;
  if (plain === '') return null;
  if (form.test(plain)) return plain;
  issues.push({ path, message: `${unit}の数だけを書いてください。例：1,200` });
  return null;
}
