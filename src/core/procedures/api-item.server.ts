/** A procedure as both sites' API lists it. */
import { z } from 'zod';
import type { Procedure, Versioned } from '#core/definitions.server';
import { lifeEvents, procedureKinds } from '#core/definitions.server';

const text = z.record(z.string(), z.string()).describe('by language: ja, ja-easy, en');

export const procedureItem = z.strictObject({
  id: z.string(),
  version: z.int(),
  title: text,
  answer: text,
  kind: z.enum(procedureKinds),
  category: z.string(),
  lifeEvents: z.array(z.enum(lifeEvents)),
  department: z.string(),
  who: text,
  where: text,
  deadline: z.strictObject({
    text,
    opensOn: z.iso.date().nullable(),
    closesOn: z.iso.date().nullable(),
  }),
  bring: z.array(z.strictObject({ item: text })),
  fee: z.strictObject({ yen: z.int(), text }),
  processingDays: z.int(),
  online: z.boolean(),
  app: z.string().nullable(),
  legalBasis: z.array(z.strictObject({ law: z.string(), article: z.string() })),
});

export function procedureItemOf({ body, version }: Versioned<Procedure>): z.input<typeof procedureItem> {
  // Languages that are not there are absent, not empty.
  const said = (texts: Record<string, string | undefined>): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).filter((one): one is [string, string] => one[1] !== undefined));
  return {
    id: body.id,
    version,
    title: said(body.title),
    answer: said(body.answer),
    kind: body.procedureKind,
    category: body.category,
    lifeEvents: body.lifeEvents,
    department: body.department,
    who: said(body.who),
    where: said(body.where),
    deadline: {
      text: said(body.deadline.text),
      opensOn: body.deadline.opensOn ?? null,
      closesOn: body.deadline.closesOn ?? null,
    },
    bring: body.bring.map(({ item }) => ({ item: said(item) })),
    fee: { yen: body.fee.yen, text: said(body.fee.text) },
    processingDays: body.processing.days,
    online: body.online.available,
    app: body.app ?? null,
    legalBasis: body.legalBasis.map(({ law, article }) => ({ law, article })),
  };
}
