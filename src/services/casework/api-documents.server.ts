/** Official documents and their numbers through the API. */
import { reissueDocument, revokeDocument } from '#core/cases.server';
import { staffRoute } from '#core/integrations.server';
import { caseRows, departmentsFor } from '#core/policy.server';
import { notProtected, protectionOf } from '#core/protection.server';
import { fail, ok } from '#kernel/result';
import { selectDocumentsOfCases, selectNumbers } from './api.sql.ts';
import * as model from './api-model.server.ts';
import { viewCase } from './api-reach.server.ts';
import { actAt, documentOf } from './api-views.server.ts';
import { deskOf, issuerOf } from './desk.server.ts';

const read = { tag: '交付文書', permission: 'case.read', scope: 'documents:read' } as const;
const write = { tag: '交付文書', permission: 'case.decide', scope: 'documents:write' } as const;

export const documentRoutes = [
  staffRoute({
    id: 'listDocuments',
    method: 'GET',
    path: '/documents',
    ...read,
    summary: { ja: '交付した文書の一覧、新しい順', en: 'Documents that were issued, newest first' },
    query: model.documentQuery,
    response: model.documentList,
    errors: [],
    async handle(scene) {
      const { limit, cursor, department } = scene.query;
      const after = scene.cursors.read(cursor);
      if (!after.ok) return after;
      const rows = await selectDocumentsOfCases(
        scene.tx,
        caseRows(scene.actor, 'case.read'),
        notProtected(),
        {
          department,
          after: after.value as { at: string; id: string } | undefined,
          limit: limit + 1,
        },
      );
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      scene.touched(
        'document',
        page.map((row) => row.id),
        ['internal'],
      );
      return ok({
        items: page.map(documentOf),
        next: scene.cursors.write(last === undefined ? null : { at: last.sort_at, id: last.id }),
      });
    },
  }),
  staffRoute({
    id: 'listDocumentNumbers',
    method: 'GET',
    path: '/document-numbers',
    ...read,
    summary: {
      ja: '発番簿：一つの課の一年度の文書番号',
      en: 'Register of numbers of a section and fiscal year',
    },
    query: model.numberQuery,
    response: model.numberList,
    errors: ['notFound'],
    async handle(scene) {
      const { department, fiscalYear, limit, cursor } = scene.query;
      if (!departmentsFor(scene.actor, 'case.read').includes(department)) return fail('notFound');
      const after = scene.cursors.read(cursor);
      if (!after.ok) return after;
      const rows = await selectNumbers(scene.tx, caseRows(scene.actor, 'case.read'), {
        department,
        fiscalYear,
        after: Number(after.value?.serial ?? 0),
        limit: limit + 1,
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      // The register has no gaps; what stands behind a number of a protected case stays here.
      const hidden = await protectionOf(scene.tx, { caseIds: page.map((row) => row.case_id) });
      scene.touched('documentNumbers', [`${department}:${fiscalYear}`], ['internal']);
      return ok({
        items: page.map((row) => ({
          serial: row.serial,
          number: row.number,
          title: row.title,
          state: row.state,
          case: hidden.has(row.case_id) ? null : row.case_id,
          document: hidden.has(row.case_id) ? null : row.id,
          issuedAt: row.issued_at?.toISOString() ?? null,
        })),
        next: scene.cursors.write(last === undefined ? null : { serial: String(last.serial) }),
      });
    },
  }),
  staffRoute({
    id: 'downloadDocument',
    method: 'GET',
    path: '/cases/:case/documents/:document/content',
    ...read,
    summary: { ja: '交付した文書の PDF', en: 'The PDF of a document' },
    response: 'file',
    errors: [],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      const document = view.value.documents.find((one) => one.id === scene.params.document);
      if (document?.sha256 == null) return fail('notFound');
      scene.touched('document', [document.id], ['personal']);
      const bytes = await scene.runtime.files.of(scene.info.municipality).read(document.sha256);
      return bytes.ok
        ? ok({ name: `${document.number}.pdf`, type: 'application/pdf', bytes: bytes.value })
        : bytes;
    },
  }),
  staffRoute({
    id: 'revokeDocument',
    method: 'POST',
    path: '/cases/:case/documents/:document/revocations',
    ...write,
    summary: { ja: '文書を取り消す', en: 'Revoke a document' },
    revision: 'takes',
    body: model.reason,
    response: model.acted,
    errors: ['conflict'],
    handle: (scene) =>
      actAt(scene, 'document.revoke', 'case.read', ({ row }) =>
        revokeDocument(deskOf(scene), row.id, scene.params.document ?? '', scene.body.reason),
      ),
  }),
  staffRoute({
    id: 'reissueDocument',
    method: 'POST',
    path: '/cases/:case/documents/:document/reissues',
    ...write,
    summary: { ja: '文書を再交付する', en: 'Reissue a document under a new number' },
    revision: 'takes',
    response: model.acted,
    errors: ['conflict'],
    handle: (scene) =>
      actAt(scene, 'document.reissue', 'case.read', ({ row }) =>
        reissueDocument(deskOf(scene), issuerOf(scene.runtime), row.id, scene.params.document ?? ''),
      ),
  }),
];
