/** One act of a sample, by the use case a person would use. */
import {
  approveCase,
  askCorrection,
  checkIdentity,
  closeCase,
  type Desk,
  draftDecision,
  receiveCase,
  recordPayment,
  sendBack,
} from '#core/cases.server';
import { type App, definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import type { Field } from '#core/fields';
import { actorOfLogin } from '#core/people.server';
import { messagePlace, sealAnswers } from '#core/sealing.server';
import { addDays } from '#kernel/dates';
import { ok, type Result } from '#kernel/result';
import { sealsOf } from '#platform/crypto.server';
import { answersById } from './arrive-sample.server.ts';
import { selectCaseId } from './demo-cases.sql.ts';
import type { Arrived, DemoTools, SampleAct } from './sample-case.ts';

export async function actOnSample(tools: DemoTools, arrived: Arrived, act: SampleAct): Promise<void> {
  // Issued by the worker when the register matched.
  if (act.by === 'register') return;
  const done =
    act.by === 'applicant' ? await byApplicant(tools, arrived, act) : await byStaff(tools, arrived, act);
  if (!done.ok)
    throw new Error(`sample ${arrived.sample.id}, ${act.verb} by ${act.by}: ${JSON.stringify(done.error)}`);
}

async function byApplicant(
  tools: DemoTools,
  { sample, applicationId }: Arrived,
  act: SampleAct,
): Promise<Result<unknown>> {
  const at = new Date().toISOString();
  await tools.db.tenant(tools.municipality, 'portal', async (tx) => {
    if (act.verb === 'withdraw')
      await post(tx, 'application.withdrawn', {
        applicationId: applicationId!,
        at,
        reason: act.reason ?? '',
      });
    else {
      const app = await appOf(tools, sample.procedure, tx);
      const fields = app.fields as Field[];
      const plain = await answersById(tools, fields, act.answers ?? {}, []);
      const onTheWay = messagePlace('application.corrected', applicationId!, at, app.id);
      const answers = await sealAnswers(sealsOf({ ...tools, tx }, 'portal'), onTheWay, fields, plain);
      await post(tx, 'application.corrected', {
        applicationId: applicationId!,
        appId: app.id,
        at,
        answers,
        attachments: [],
      });
    }
  });
  return ok();
}

async function appOf(tools: DemoTools, procedureId: string, tx: Desk['tx']): Promise<App> {
  const definitions = await definitionsOf(tx, tools.municipality);
  const procedure = definitions.procedure(procedureId, { on: tools.today })!.body;
  return definitions.app(procedure.app!, { on: tools.today })!.body;
}

async function byStaff(
  tools: DemoTools,
  { sample, receiptNumber }: Arrived,
  act: SampleAct,
): Promise<Result<unknown>> {
  return tools.db.tenant(tools.municipality, 'staff', async (tx) => {
    const desk: Desk = {
      tx,
      municipality: tools.municipality,
      actor: await actorOfLogin(tx, act.by, tools.today),
    };
    const found = (await selectCaseId(tx, receiptNumber))!;
    const { id, revision } = found;
    const app = await appOf(tools, sample.procedure, tx);
    const pathOf = (code: string) =>
      `f${(app.fields as Field[]).find((field) => field.code === code)?.id ?? 0}`;
    switch (act.verb) {
      case 'receive':
        return receiveCase(desk, id, revision);
      case 'askCorrection': {
        const fields = (act.fields ?? []).map(({ field, reason }) => ({ path: pathOf(field), reason }));
        const answerBy = act.answerByDays === undefined ? null : addDays(tools.today, act.answerByDays);
        return askCorrection(desk, id, { revision, fields, message: act.message ?? '', answerBy });
      }
      case 'draftDecision': {
        const { items, ...content } = act.content ?? {};
        const lines = items?.map((item) => ({
          key: `k${item.line}`,
          granted: item.granted,
          reason: item.reason,
        }));
        return draftDecision(desk, tools.issuer, id, {
          revision,
          outcome: act.outcome ?? 'granted',
          reasons: act.reasons ?? '',
          content: lines === undefined ? content : { ...content, items: lines },
        });
      }
      case 'approve':
      case 'decide':
        return approveCase(desk, tools.issuer, id, {
          revision,
          verb: act.verb,
          note: act.comment ?? act.note ?? '',
        });
      case 'sendBack':
        return sendBack(desk, id, { revision, note: act.note ?? '' });
      case 'checkIdentity':
        return checkIdentity(desk, id, { revision, kinds: act.kinds ?? [] });
      case 'recordPayment':
        return recordPayment(desk, id, { revision, method: act.method ?? 'cash' });
      case 'close':
        return closeCase(desk, id, revision);
      default:
        throw new Error(`unknown verb ${act.verb} in sample ${sample.id}`);
    }
  });
}
