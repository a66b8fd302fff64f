/** A fact 状況: one thing about an event, a household or a person that rules of procedures ask. See core/facts. */
import { z } from 'zod';
import { classifications } from '#core/fields';
import { isPlainName } from '#kernel/formula';
import { definitionId, formulaText, localizedText, plainDate } from '#kernel/validate';
import { law } from './law.server.ts';
import { lifeEvents } from './life-events.server.ts';

export const factScopes = ['event', 'household', 'person'] as const;
export const factTypes = ['yesNo', 'choice', 'date', 'count', 'members'] as const;

const share = z.number().min(0).max(1);
const bins = z
  .array(z.object({ to: z.number().describe('up to and including'), share }).strict())
  .min(1)
  .describe('in rising order; shares add up to about 1, the rest lies above the last');

/** How common each answer is. Only weighs which question comes first: a wrong share makes talks longer, never wrong. */
const usual = z
  .union([
    z.object({ yes: share }).strict().describe('yesNo: the share of yes'),
    z
      .object({ choices: z.record(z.string(), share) })
      .strict()
      .describe('choice: value → share'),
    z.object({ count: bins }).strict().describe('count'),
    z
      .object({ yearsAgo: bins })
      .strict()
      .describe('date in the past (birth): whole years before the day of asking'),
    z
      .object({ daysAway: bins })
      .strict()
      .describe('date near the day of asking (a move): days from it, past is negative'),
  ])
  .describe('share of each answer in the population, for weighing questions');

const wording = z
  .object({
    question: localizedText.describe(
      'plain words, です・ます, sentences of at most 45 characters; ja, ja-easy and en',
    ),
    asked: localizedText
      .optional()
      .describe('as said aloud at the counter or on the phone; absent: the question'),
    help: localizedText.optional().describe('what the words mean, where to look it up, why it is asked'),
  })
  .strict();

export const factSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('fact'),
    id: definitionId,
    code: z
      .string()
      .max(40)
      .refine(isPlainName, 'a name as formulas write it, without spaces or signs')
      .describe('the name in formulas, Japanese, e.g. 出来事, 異動日, 年齢; no two facts share one'),
    effectiveFrom: plainDate.default('2000-01-01'),
    title: localizedText.describe(
      'a noun of a few words, as reasons and lists say it: 生年月日, 国民健康保険に入る予定',
    ),
    scope: z
      .enum(factScopes)
      .describe('event: once per event; household: once; person: once per member of the household 世帯員'),
    type: z
      .enum(factTypes)
      .describe(
        'members: the people of the household themselves (code 世帯員, exactly one fact, scope household)',
      ),
    role: z
      .enum(['event', 'eventDate'])
      .optional()
      .describe(
        'what the engine relies on, at most one fact each: event (choice of scope event: which life event, known from the start), eventDate (date of scope event: the as-of date of procedures whose asOf is event)',
      ),
    choices: z
      .array(z.object({ value: z.string().min(1).max(60), label: localizedText }).strict())
      .min(2)
      .optional()
      .describe('of a choice: `value` is what formulas compare with'),
    unit: localizedText.optional().describe('of a count: 人, 円, 台'),
    range: z
      .object({
        from: z.union([z.number(), plainDate, z.literal('today')]).optional(),
        to: z.union([z.number(), plainDate, z.literal('today')]).optional(),
      })
      .strict()
      .optional()
      .describe(
        'what answers are possible at all: a count from 0, a birth date until today; makes rules decide earlier',
      ),
    precision: z
      .enum(['day', 'month', 'year', 'age'])
      .optional()
      .describe(
        'of a date: how it is asked at first (age: full years today). Asked again to the day only where a rule turns on it. Absent: day',
      ),
    question: localizedText
      .optional()
      .describe(
        'plain words, です・ます, sentences of at most 45 characters; absent only for derived facts. {member} names the person',
      ),
    asked: localizedText
      .optional()
      .describe('as said aloud at the counter or on the phone; absent: the question'),
    help: localizedText.optional().describe('what the words mean, where to look it up, why it is asked'),
    wordings: z
      .partialRecord(z.enum(lifeEvents), wording)
      .optional()
      .describe('other words for one life event: 異動日 is いつ引っ越しましたか or いつ亡くなりましたか'),
    group: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .default('other')
      .describe(
        'what belongs together in a talk: event, people, insurance, work, children, health, home, money',
      ),
    order: z.number().int().min(0).default(100).describe('within the group: small first'),
    alongside: z
      .array(z.string())
      .optional()
      .describe('codes of facts asked on the same page where they are still needed, e.g. 続柄 with 世帯員'),
    classification: z.enum(classifications).default('personal'),
    knownFrom: z
      .array(
        z
          .object({
            source: z.string().min(1).describe('profile, resident, tax …: the port or register'),
            purpose: z.string().min(1).describe('the purpose 利用目的 under which it may be used for this'),
            basis: law.describe('the legal basis of that use'),
          })
          .strict(),
      )
      .optional()
      .describe('where it may be taken from instead of being asked'),
    derived: formulaText
      .optional()
      .describe(
        'a formula over other facts; then it is never asked. Of a person fact: seen from the member, 世帯員 and the other scopes around it. TODAY() and AGE(…) without a day are the as-of date of the procedure',
      ),
    usual: usual.optional(),
    askIf: formulaText
      .optional()
      .describe(
        'asked only where this can be true; where it is false the fact is empty, as if it had been answered with nothing',
      ),
    lifeEvents: z.array(z.enum(lifeEvents)).optional().describe('absent: any'),
    legalBasis: z.array(law).optional(),
    reviewedBy: z.string().optional().describe('who checked it; without it staff see 要確認'),
  })
  .strict();
