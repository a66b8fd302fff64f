/**
 * Every place where something about a person can leave the office, and what 支援措置 does there.
 *
 * New route, message or command? Add ONE line to the table below; API, webhooks, exports and blocks stand next door in
 * `output-paths-api.server.ts` (the compiler and
 * `src/app/output-paths.test.ts` name the one that is missing):
 *   deny('…')  the output does not happen for a protected case until a named officer examined it: say which function asks
 *   mask('…')  it happens without what must not be seen: say which function masks
 *   none('…')  nothing about a case or a person leaves: say why
 * Ask `protectionOf(tx, { caseIds })`, add `notProtected()` to the statement, or go through `permitIssue`.
 */
import type { MessageKind } from '#core/exchange.server';
import type { PortalPath, StaffPath } from '#ui/paths';
import { deny, type Handling, mask, noCase, none } from './handling.ts';

const own = none(
  'only the account, session or secret that the application belongs to; owner_only stops proxies',
);
const ownRecords = none(
  'records that staff keep by themselves, to whom the rules of the app let see them; no case is read',
);
const ofRecords = none('what staff keep themselves, to whom the rules of the app show it; no case is read');
const intoOffice = none('from the resident to the office; what comes in is indexed by indexCase');

/** Pages and endpoints of the staff side. */
export const staffOutputs: Record<StaffPath, Handling> = {
  '/': mask('caseLine: names only, marked'),
  '/sign-in': noCase,
  '/sign-in/code': noCase,
  '/sign-in/new-password': noCase,
  '/sign-in/passkey': noCase,
  '/sign-in/demo': noCase,
  '/sign-in/oidc': noCase,
  '/sign-in/oidc/callback': noCase,
  '/sign-in/oidc/ended': noCase,
  '/sign-out': noCase,
  '/post': noCase,
  '/account': noCase,
  '/account/confirm': noCase,
  '/account/password': noCase,
  '/cases': mask('listCases: not found by name; caseLine: names only, marked'),
  '/cases/bulk': deny('previewBulk: one by one only'),
  '/cases/find': mask('listCases: not found by name'),
  '/cases/new': noCase,
  '/cases/new/:procedure': intoOffice,
  '/cases/:case': mask('casePage'),
  '/cases/:case/peek': mask('casePage'),
  '/cases/:case/correction': mask('casePage'),
  '/cases/:case/decision': mask('casePage; previewNotice: as the document would be'),
  '/cases/:case/reveal': deny('permitView'),
  '/cases/:case/register': deny('permitView'),
  '/cases/:case/files/:file': deny('permitView'),
  '/cases/:case/documents/:document': deny('permitView'),
  '/cases/:case/protection': none(
    'the named officers themselves, for the examination; every look is in the audit',
  ),
  '/protection': none('the list itself: protection.read, and every look is in the audit'),
  '/protection/new': none('into the office'),
  '/protection/:measure': none('the measure itself: protection.read, and every look is in the audit'),
  '/dispatch': mask('dispatch page: protected cases without name and post code'),
  '/dispatch/print': deny('addressForLetter: needs an allowance for each letter'),
  '/documents': none('numbers, titles and states of documents; no names'),
  '/apps': noCase,
  '/apps/:app': ownRecords,
  '/apps/:app/rows': ownRecords,
  '/apps/:app/records/new': ofRecords,
  '/apps/:app/records/:record': ofRecords,
  '/apps/:app/records/:record/edit': ofRecords,
  '/apps/:app/records/:record/find': ofRecords,
  '/apps/:app/trash': ofRecords,
  '/apps/:app/records/:record/files/:file': ofRecords,
  '/apps/:app/records/:record/files/:file/original': ofRecords,
  '/absences': noCase,
  '/organisation': noCase,
  '/organisation/import': noCase,
  '/cases/:case/term': none('a number and dates; no name'),
  '/records': none('counts only'),
  '/records/lists/:list': none('numbers and dates; no names'),
  '/records/lists/:list/package': deny('archivePackage: leaves protected cases to the named officer'),
  '/exports': none('numbers of exports and how many rows, never rows'),
  '/exports/new': none('how many rows, without protected cases'),
  '/exports/:export': none('counts and column names; left_out only with protection.read'),
  '/exports/:export/file': deny('walkCases with notProtected; not given away after a newer measure'),
  '/exports/regular': noCase,
  '/exports/regular/new': noCase,
  '/exports/regular/:output': noCase,
  '/operations': none('numbers and kinds of messages; mail domains, no address'),
  '/integrations': noCase,
  '/integrations/:integration': none('events by identifier and state; no case is read'),
  '/api/docs': none('describes the API; what a call shows goes through apiOutputs'),
  '/studio': none('definitions of apps; no record is read'),
  '/studio/new': noCase,
  '/studio/new/templates/:template': noCase,
  '/studio/register': none('apps and how many people use them; no record is read'),
  '/studio/register/file': none('apps and how many people use them; no record is read'),
  '/studio/:app/card': none('what an app saves; no record is read'),
  '/studio/:app/settings': none('a definition; no record is read'),
  '/studio/:app/review': none('counts and numbers of records, never their values'),
  '/studio/:app/versions': none('definitions; no record is read'),
  '/studio/:app/retire': none('how many records; none is read'),
  '/audit': none('numbers of records, never values; who looked is what protects'),
  '/audit/report': none('counts of a day and a hash'),
};

/** Pages and endpoints of the resident side, which never learns that a measure exists. */
export const portalOutputs: Record<PortalPath, Handling> = {
  '/': noCase,
  '/search': noCase,
  '/life-events/:event': noCase,
  '/categories/:category': noCase,
  '/procedures': noCase,
  '/procedures/:procedure': noCase,
  '/procedures/:procedure/start': deny('findMandator: no proxy where owner_only'),
  '/drafts/:draft': deny('draftRows: no proxy where owner_only'),
  '/drafts/:draft/pages/:page': deny('draftRows'),
  '/drafts/:draft/review': deny('draftRows'),
  '/drafts/:draft/later': deny('draftRows'),
  '/drafts/:draft/save': deny('draftRows'),
  '/drafts/:draft/files/:file': deny('draftRows'),
  '/resume': own,
  '/applications/:application': deny('applicationRows: no proxy where owner_only'),
  '/applications/:application/receipt': deny('applicationRows'),
  '/applications/:application/correction': deny('applicationRows'),
  '/applications/:application/withdraw': deny('applicationRows'),
  '/applications/:application/files/:file': deny('applicationRows'),
  '/applications/:application/documents/:document': deny('applicationRows'),
  '/sign-in': noCase,
  '/sign-in/code': noCase,
  '/sign-out': noCase,
  '/me': deny('applicationRows: no proxy where owner_only'),
  '/me/proxies': none('names whom oneself gave a mandate, and mail addresses that asked'),
  '/me/close': own,
  '/me/sessions': noCase,
  '/verify': noCase,
  '/verify/:code': none('authentic, revoked or reissued; no name and no content'),
  '/text-size': noCase,
  '/accessibility': noCase,
  '/privacy': noCase,
  '/mailbox': none('demo and development only; holds what mail.send and sms.send held'),
  '/post-code': noCase,
};

/** Messages between the zones and to the outside. */
export const messageOutputs: Record<MessageKind, Handling> = {
  'application.submitted': intoOffice,
  'application.delivery': intoOffice,
  'application.corrected': intoOffice,
  'application.withdrawn': intoOffice,
  'application.message': intoOffice,
  'document.opened': intoOffice,
  'case.state': none('a state and a day; the same for a held case and one under review'),
  'case.correctionAsked': own,
  'case.message': own,
  'document.issued': deny('permitIssue at the decision and again at rendering'),
  'document.state': none('a code and a state'),
  'application.access': none('yes or no, for every reason alike'),
  'case.receipt': none('two identifiers'),
  'document.render': deny('mayRender: asks again in the transaction that renders'),
  'case.checkRegister': deny('onCheckRegister: goes to staff, as without a match'),
  'case.dispose': none('two identifiers; takes away, gives nothing out'),
  'application.dispose': none('an identifier; takes away, gives nothing out'),
  'records.run': none('an identifier; works inside the office'),
  'webhook.event': none('identifiers and states; reading the case goes through the API'),
  'app.publish': none('an identifier of a definition'),
  'notice.tell': none('identifiers; who may see the record is asked when it is handled'),
  'mail.send': none('codes, links and mandates; no address or phone of a third person'),
  'sms.send': none('codes only'),
  'code.bounced': none('an identifier'),
};

/** Commands of the machine's administrators. */
export const commandOutputs: Record<string, Handling> = {
  start: noCase,
  dev: noCase,
  portal: noCase,
  staff: noCase,
  worker: noCase,
  migrate: noCase,
  municipality: noCase,
  pack: none('definitions only'),
  doctor: none('counts and settings by name, never their values'),
  leak: none('numbers only'),
  privacy: none('definitions only'),
  keys: none('keys, never what they seal'),
  audit: none('numbers of records, never values'),
  backup: none('the whole city in one archive, encrypted, for the administrator; protection goes with it'),
  restore: none('back into the city, with every measure'),
  drill: none('counts and digests'),
  outbox: none('kinds and identifiers of messages'),
  disposals: none('numbers and dates of what went'),
  schema: noCase,
  config: noCase,
  help: noCase,
};
