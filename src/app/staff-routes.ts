/** Every address of the staff side with its page. All stand in one frame, which knows who is signed in. */
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { type StaffPath, staffPaths } from '#ui/paths';

const office: [StaffPath, string][] = [
  [staffPaths.signIn, 'sign-in.tsx'],
  [staffPaths.signInCode, 'sign-in-code.tsx'],
  [staffPaths.signInNewPassword, 'sign-in-new-password.tsx'],
  [staffPaths.signInPasskey, 'sign-in-passkey.ts'],
  [staffPaths.signInDemo, 'sign-in-demo.ts'],
  [staffPaths.singleSignOn, 'single-sign-on.ts'],
  [staffPaths.singleSignOnBack, 'single-sign-on-back.ts'],
  [staffPaths.singleSignOnEnded, 'single-sign-on-ended.ts'],
  [staffPaths.signOut, 'sign-out.ts'],
  [staffPaths.post, 'choose-post.tsx'],
  [staffPaths.account, 'account.tsx'],
  [staffPaths.accountConfirm, 'account-confirm.tsx'],
  [staffPaths.accountPassword, 'account-password.tsx'],
  [staffPaths.absences, 'absences.tsx'],
  [staffPaths.organisation, 'organisation.tsx'],
  [staffPaths.organisationImport, 'organisation-import.tsx'],
  [staffPaths.groups, 'groups.tsx'],
  [staffPaths.group, 'group.tsx'],
  [staffPaths.audit, 'audit.tsx'],
  [staffPaths.auditReport, 'audit-report.ts'],
];

const casework: [StaffPath, string][] = [
  [staffPaths.cases, 'inbox.tsx'],
  [staffPaths.casesBulk, 'bulk.tsx'],
  [staffPaths.casesFind, 'find.ts'],
  [staffPaths.newCase, 'new-case.tsx'],
  [staffPaths.newCaseForm, 'new-case-form.tsx'],
  [staffPaths.case, 'case.tsx'],
  [staffPaths.casePeek, 'peek.ts'],
  [staffPaths.caseCorrection, 'correction.tsx'],
  [staffPaths.caseDecision, 'decision.tsx'],
  [staffPaths.caseReveal, 'reveal.ts'],
  [staffPaths.caseRegister, 'register.ts'],
  [staffPaths.caseFile, 'file.ts'],
  [staffPaths.caseDocument, 'document.ts'],
  [staffPaths.dispatch, 'dispatch.tsx'],
  [staffPaths.dispatchPrint, 'dispatch-print.ts'],
  [staffPaths.numbers, 'numbers.tsx'],
];

const protection: [StaffPath, string][] = [
  [staffPaths.caseProtection, 'examination.tsx'],
  [staffPaths.protection, 'list.tsx'],
  [staffPaths.protectionNew, 'new.tsx'],
  [staffPaths.protectionMeasure, 'measure.tsx'],
  [staffPaths.protectionRecord, 'record.tsx'],
];

const retention: [StaffPath, string][] = [
  [staffPaths.caseTerm, 'case-term.tsx'],
  [staffPaths.records, 'records.tsx'],
  [staffPaths.recordsList, 'list.tsx'],
  [staffPaths.recordsPackage, 'package.ts'],
];

const exportPages: [StaffPath, string][] = [
  [staffPaths.exports, 'list.tsx'],
  [staffPaths.exportNew, 'new.tsx'],
  [staffPaths.regularOutputs, 'regular-list.tsx'],
  [staffPaths.regularOutputNew, 'regular-new.tsx'],
  [staffPaths.regularOutput, 'regular.tsx'],
  [staffPaths.export, 'export.tsx'],
  [staffPaths.exportFile, 'file.ts'],
];
const operations: [StaffPath, string][] = [[staffPaths.operations, 'operations.tsx']];

const integrations: [StaffPath, string][] = [
  [staffPaths.integrations, 'integrations.tsx'],
  [staffPaths.integration, 'integration.tsx'],
];

/** Using work apps. */
const apps: [StaffPath, string][] = [
  [staffPaths.apps, 'apps.tsx'],
  [staffPaths.app, 'table.tsx'],
  [staffPaths.appRows, 'rows.ts'],
  [staffPaths.recordNew, 'record-new.tsx'],
  [staffPaths.record, 'record.tsx'],
  [staffPaths.recordEdit, 'record-edit.tsx'],
  [staffPaths.recordFind, 'record-find.ts'],
  [staffPaths.recordPieces, 'record-pieces.ts'],
  [staffPaths.recordReveal, 'record-reveal.ts'],
  [staffPaths.appDuplicates, 'duplicates.tsx'],
  [staffPaths.recordHere, 'record-here.ts'],
  [staffPaths.recordFile, 'record-file.ts'],
  [staffPaths.recordOriginal, 'record-original.ts'],
  [staffPaths.appTrash, 'trash.tsx'],
  [staffPaths.appImports, 'imports.tsx'],
  [staffPaths.appImportPieces, 'import-pieces.ts'],
  [staffPaths.appImport, 'import.tsx'],
  [staffPaths.appImportErrors, 'import-errors.ts'],
  [staffPaths.appExport, 'export.tsx'],
  [staffPaths.approvalPaper, 'approval-paper.ts'],
  [staffPaths.appBulk, 'bulk.tsx'],
  [staffPaths.appRun, 'run.tsx'],
  [staffPaths.appViews, 'views.tsx'],
  [staffPaths.appViewNew, 'view-new.tsx'],
  [staffPaths.appViewFind, 'view-find.ts'],
  [staffPaths.appView, 'view.tsx'],
  [staffPaths.appViewEdit, 'view-edit.tsx'],
  [staffPaths.appPrint, 'print.tsx'],
  [staffPaths.recordPrint, 'record-print.tsx'],
  [staffPaths.recordPaper, 'record-paper.ts'],
  [staffPaths.recordDocument, 'record-document.ts'],
  [staffPaths.appTake, 'take.tsx'],
  [staffPaths.recordSend, 'record-send.ts'],
  [staffPaths.fieldSession, 'field-session.ts'],
  [staffPaths.fieldActs, 'field-acts.ts'],
];

/** Building them. */
const studio: [StaffPath, string][] = [
  [staffPaths.studio, 'home.tsx'],
  [staffPaths.studioNew, 'new.tsx'],
  [staffPaths.studioNewSheet, 'new-sheet.tsx'],
  [staffPaths.studioNewTemplate, 'new-template.tsx'],
  [staffPaths.studioTutorial, 'tutorial.tsx'],
  [staffPaths.studioRegister, 'register.tsx'],
  [staffPaths.studioRegisterFile, 'register-file.ts'],
  [staffPaths.studioCard, 'card.tsx'],
  [staffPaths.studioSettings, 'settings.tsx'],
  [staffPaths.studioReview, 'review.tsx'],
  [staffPaths.studioVersions, 'versions.tsx'],
  [staffPaths.studioProcess, 'process.tsx'],
  [staffPaths.studioDocuments, 'documents.tsx'],
  [staffPaths.studioDocumentPreview, 'document-preview.ts'],
  [staffPaths.studioOffline, 'offline.tsx'],
  [staffPaths.studioRetire, 'retire.tsx'],
  [staffPaths.studioDesigner, 'designer.tsx'],
  [staffPaths.studioDraft, 'draft.ts'],
  [staffPaths.studioAccess, 'access.tsx'],
  [staffPaths.studioAnalysis, 'analysis.tsx'],
  [staffPaths.studioAccessPeople, 'access-people.ts'],
  [staffPaths.studioAccessAs, 'access-as.tsx'],
  [staffPaths.studioAccessRecord, 'access-record.tsx'],
  [staffPaths.studioAccessMatrix, 'access-matrix.tsx'],
  [staffPaths.studioAccessFile, 'access-file.ts'],
  [staffPaths.appAccess, 'app-access.tsx'],
  [staffPaths.appAccessOf, 'app-access-of.tsx'],
  [staffPaths.appAccessFile, 'app-access-file.ts'],
];

const approvals: [StaffPath, string][] = [
  [staffPaths.approvals, 'list.tsx'],
  [staffPaths.approvalNext, 'next.ts'],
  [staffPaths.approvalHistory, 'history.tsx'],
  [staffPaths.approvalHistoryFile, 'history-file.ts'],
  [staffPaths.approvalMoved, 'moved.tsx'],
];

const notices: [StaffPath, string][] = [
  [staffPaths.notices, 'list.tsx'],
  [staffPaths.noticeSettings, 'settings.tsx'],
  [staffPaths.noticeCount, 'count.ts'],
  [staffPaths.notice, 'open.ts'],
];

/** The stock-take of procedures. */
const catalogue: [StaffPath, string][] = [
  [staffPaths.catalogue, 'list.tsx'],
  [staffPaths.catalogueFigures, 'figures.tsx'],
  [staffPaths.catalogueQuality, 'quality.tsx'],
  [staffPaths.catalogueImport, 'import.tsx'],
  [staffPaths.catalogueFile, 'file.ts'],
  [staffPaths.catalogueNew, 'new.tsx'],
  [staffPaths.catalogueEntry, 'entry.tsx'],
  [staffPaths.catalogueEdit, 'edit.tsx'],
];

const route =
  (room: string) =>
  ([path, file]: [StaffPath, string]): RouteConfigEntry => ({
    path: path.slice(1),
    file: `services/${room}/pages/${file}`,
  });

export const staffRoutes: RouteConfigEntry[] = [
  {
    file: 'app/staff/frame.tsx',
    children: [
      { index: true, file: 'services/casework/pages/home.tsx' },
      ...office.map(route('office')),
      ...casework.map(route('casework')),
      ...integrations.map(route('integrations')),
      { path: staffPaths.apiDocs.slice(1), file: 'app/staff/api-docs.tsx' },
      { path: staffPaths.fieldBox.slice(1), file: 'app/staff/field-box.ts' },
      { path: staffPaths.fieldWorker.slice(1), file: 'app/staff/field-worker.ts' },
      ...protection.map(route('protection')),
      ...retention.map(route('retention')),
      ...exportPages.map(route('exports')),
      ...operations.map(route('operations')),
      ...apps.map(route('apps')),
      ...studio.map(route('studio')),
      ...approvals.map(route('approvals')),
      ...notices.map(route('notices')),
      ...catalogue.map(route('catalogue')),
      { path: '*', file: 'services/office/pages/unknown.tsx' },
    ],
  },
];
