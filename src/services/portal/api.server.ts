/** What everybody may ask without a token: the catalogue of procedures, and whether a document is genuine. */
import { z } from 'zod';
import { findVerification } from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import { publicRoute } from '#core/integrations.server';
import { limitKey } from '#core/people/accounts.server';
import { catalogueOf, procedureItem, procedureItemOf } from '#core/procedures.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok } from '#kernel/result';
import type { ApiRoute } from '#platform/api.server';
import { hit } from '#platform/http.server';

const open = { permission: 'public', scope: null } as const;
const list = z.strictObject({ items: z.array(procedureItem) });

export const portalApi: ApiRoute[] = [
  publicRoute({
    id: 'listProcedures',
    method: 'GET',
    path: '/procedures',
    tag: '手続',
    ...open,
    summary: { ja: '手続をさがす', en: 'Procedures, all or those a search finds' },
    query: z.strictObject({
      q: z.string().trim().min(1).max(200).optional(),
      category: z.string().max(40).optional(),
      lifeEvent: z.string().max(40).optional(),
    }),
    response: list,
    errors: [],
    async handle({ tx, info, query }) {
      const catalogue = catalogueOf(await definitionsOf(tx, info.municipality), tokyoDate(new Date()));
      const found = query.q === undefined ? catalogue.all : catalogue.search(query.q);
      return ok({
        items: found
          .filter(({ body }) => query.category === undefined || body.category === query.category)
          .filter(
            ({ body }) =>
              query.lifeEvent === undefined || body.lifeEvents.some((one) => one === query.lifeEvent),
          )
          .map(procedureItemOf),
      });
    },
  }),
  publicRoute({
    id: 'readProcedure',
    method: 'GET',
    path: '/procedures/:procedure',
    tag: '手続',
    ...open,
    params: { procedure: 'text' },
    summary: { ja: '一つの手続', en: 'One procedure' },
    response: procedureItem,
    errors: [],
    async handle({ tx, info, params }) {
      const definitions = await definitionsOf(tx, info.municipality);
      const found = definitions.procedure(params.procedure ?? '', { on: tokyoDate(new Date()) });
      return found === null ? fail('notFound') : ok(procedureItemOf(found));
    },
  }),
  publicRoute({
    id: 'verifyDocument',
    method: 'GET',
    path: '/verifications/:code',
    tag: '文書の確認',
    ...open,
    params: { code: 'text' },
    summary: {
      ja: '交付文書が本物で有効か（氏名や内容は答えません）',
      en: 'Whether a document is genuine and holds; never what is in it',
    },
    response: z.strictObject({
      title: z.string(),
      number: z.string(),
      issuedOn: z.iso.date(),
      issuer: z.string(),
      state: z.enum(['valid', 'revoked', 'reissued']),
      stateOn: z.iso.date(),
    }),
    errors: [],
    countsFailures: true,
    async handle({ tx, params, runtime, info }) {
      // The same counter as the page's: guessing gets no second way.
      if (!(await hit(tx, limitKey(runtime.keyring, `verify:${info.ip}`), 60, 600))) return fail('tooMany');
      const found = await findVerification(tx, (params.code ?? '').toUpperCase());
      return found === null ? fail('notFound') : ok(found);
    },
  }),
];
