/** Every act of the case page by its name in the form. Each is one use case of core; here only the form is read. */
import {
  approveCase,
  assignCase,
  checkIdentity,
  closeCase,
  commentOnCase,
  type Desk,
  type Issuer,
  recallDecision,
  receiveCase,
  recordPayment,
  reissueDocument,
  releaseHeld,
  repairDocument,
  revokeDocument,
  sendBack,
  voidDocument,
  withdrawCase,
  withdrawProposal,
  writeToApplicant,
} from '#core/cases.server';
import type { Glyphs } from '#core/documents';
import { fail, type Result } from '#kernel/result';
import { numberIn, textIn } from './desk.server.ts';

type Tools = Issuer & { fonts: Glyphs };
type Act = (desk: Desk, tools: Tools, id: string, form: FormData) => Promise<Result<unknown>>;

const noted = (form: FormData) => ({ revision: numberIn(form, 'revision'), note: textIn(form, 'note') });
const approval =
  (verb: 'approve' | 'decide' | 'deputyDecide'): Act =>
  (desk, issuer, id, form) =>
    approveCase(desk, issuer, id, { ...noted(form), verb });

const acts: Record<string, Act> = {
  receive: (desk, _issuer, id, form) => receiveCase(desk, id, numberIn(form, 'revision')),
  approve: approval('approve'),
  decide: approval('decide'),
  deputyDecide: approval('deputyDecide'),
  sendBack: (desk, _issuer, id, form) => sendBack(desk, id, noted(form)),
  recall: (desk, _issuer, id, form) => recallDecision(desk, id, noted(form)),
  assign: (desk, _issuer, id, form) =>
    assignCase(desk, id, { revision: numberIn(form, 'revision'), postId: textIn(form, 'postId') || null }),
  checkIdentity: (desk, _issuer, id, form) =>
    checkIdentity(desk, id, {
      revision: numberIn(form, 'revision'),
      kinds: form.getAll('kinds').map(String),
    }),
  recordPayment: (desk, _issuer, id, form) =>
    recordPayment(desk, id, { revision: numberIn(form, 'revision'), method: textIn(form, 'method') }),
  withdraw: (desk, _issuer, id, form) => withdrawCase(desk, id, noted(form)),
  close: (desk, _issuer, id, form) => closeCase(desk, id, numberIn(form, 'revision')),
  comment: (desk, _issuer, id, form) => commentOnCase(desk, id, textIn(form, 'comment')),
  message: (desk, _issuer, id, form) => writeToApplicant(desk, id, textIn(form, 'message')),
  revoke: (desk, _issuer, id, form) =>
    revokeDocument(desk, id, textIn(form, 'document'), textIn(form, 'reason')),
  releaseHeld: (desk, issuer, id, form) => releaseHeld(desk, issuer, id, textIn(form, 'document')),
  reissue: (desk, issuer, id, form) =>
    reissueDocument(desk, issuer, id, textIn(form, 'document'), textIn(form, 'reason')),
  withdrawProposal: (desk, _issuer, id, form) => withdrawProposal(desk, id, textIn(form, 'document')),
  void: (desk, _issuer, id, form) =>
    voidDocument(desk, id, textIn(form, 'document'), textIn(form, 'voidReason')),
  repair: (desk, { fonts }, id, form) => {
    const substitutes = [...form.entries()]
      .filter(([name]) => name.startsWith('substitute:'))
      .map(([name, text]) => [name.slice('substitute:'.length), String(text)]);
    return repairDocument(
      desk,
      fonts,
      id,
      textIn(form, 'document'),
      Object.fromEntries(substitutes),
      form.get('consent') === 'yes',
    );
  },
};

/** Whether this is an act at all; what else a form says is not even written down. */
export const isAct = (intent: string): boolean => Object.hasOwn(acts, intent);

export function actOnCase(desk: Desk, tools: Tools, id: string, form: FormData): Promise<Result<unknown>> {
  const intent = textIn(form, 'intent');
  const act = isAct(intent) ? acts[intent] : undefined;
  return act === undefined ? Promise.resolve(fail('invalid')) : act(desk, tools, id, form);
}
