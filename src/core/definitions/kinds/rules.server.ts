/** Rules of a procedure over facts: to whom it applies, until when, what to bring, what it costs. See core/facts. */
import { z } from 'zod';
import { definitionId, formulaText, localizedText } from '#kernel/validate';
import { law } from './law.server.ts';

const per = z
  .enum(['household', 'person'])
  .describe(
    'household: worked out once per event, on the event and household facts, members through ANY(世帯員, …); person: once per member, whose person facts come first',
  );

export const ruleSchema = z
  .object({
    per: per.default('household'),
    applies: formulaText.describe(
      'whether the procedure is to be done, e.g. AND(出来事 = "moveIn", 年齢 >= 75); begin with the event. Unknown facts make it “perhaps”',
    ),
    must: z.enum(['must', 'may']).describe('must: a duty by law; may: an offer people should know of'),
    who: formulaText
      .optional()
      .describe('of a household rule: which members may or must do it, said per member, e.g. 年齢 >= 18'),
    because: localizedText
      .optional()
      .describe(
        'why, to the person: {code} is the answer in words, e.g. {異動日}に市外から引っ越してきたため. Absent: composed from the facts that settled it',
      ),
    reviewedBy: z.string().optional().describe('who checked the rules; without it staff see 要確認'),
    legalBasis: z.array(law).optional().describe('where it is not that of the procedure'),
  })
  .strict();

export const deadlineRuleSchema = z
  .object({
    from: formulaText
      .optional()
      .describe(
        'the day of the event: 異動日, 死亡を知った日; a rule with a length (days, weeks, months, years) needs it',
      ),
    earliest: formulaText
      .optional()
      .describe('first day on which it can be done, e.g. 異動日, or DATEADD(異動日, -14, "D")'),
    days: z.number().int().min(1).optional(),
    weeks: z.number().int().min(1).optional(),
    months: z.number().int().min(1).optional(),
    years: z.number().int().min(1).optional(),
    until: formulaText
      .optional()
      .describe(
        'instead of a length: the last day itself, e.g. DATEADD(異動日, -1, "D") or DATE(YEAR(TODAY()), 3, 31)',
      ),
    countsFirstDay: z
      .boolean()
      .default(false)
      .describe('true: 初日算入, as 戸籍法43条 for 出生届 and 死亡届; false: 民法140条, as 転入届'),
    rollsOver: z
      .enum(['none', 'next', 'previous'])
      .default('none')
      .describe('when the last day is closed: next puts it off (地方自治法4条の2第4項)'),
    text: localizedText.optional().describe('absent: the text of `deadline`'),
  })
  .strict();

const evidenceRef = z
  .union([definitionId, localizedText])
  .describe('id of an evidence definition (best: then it is listed once over all procedures), or its text');

export const documentRuleSchema = z
  .object({
    document: evidenceRef,
    when: formulaText.optional().describe('absent: always'),
    per: per
      .default('household')
      .describe('person: one for each member for whom `when` holds (and the rule applies)'),
    instead: z.array(evidenceRef).optional().describe('any one of these does as well'),
    note: localizedText.optional(),
  })
  .strict();

export const feeRuleSchema = z
  .object({
    yen: formulaText.describe('a number, e.g. 0, 300, or 300 * COUNT(世帯員)'),
    per: per.default('household'),
    reductions: z
      .array(z.object({ when: formulaText, yen: formulaText, text: localizedText }).strict())
      .optional()
      .describe('the first that holds'),
  })
  .strict();

export const visitSchema = z
  .object({
    needed: z.boolean(),
    why: localizedText
      .optional()
      .describe('why it cannot be done from home; required in good content where needed'),
  })
  .strict();

/** What a procedure may say over facts; all optional, so that packs without rules stay as they are. */
export const ruleParts = {
  rule: ruleSchema.optional().describe('absent: the guide never finds it; only search does'),
  deadlineRule: deadlineRuleSchema.optional(),
  documentRules: z.array(documentRuleSchema).optional(),
  feeRule: feeRuleSchema.optional(),
  visit: visitSchema.optional(),
  place: localizedText
    .optional()
    .describe('where, in few words that group the plan: 区役所 市民課. Absent: `where`'),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(600)
    .optional()
    .describe('how long it takes at the counter or at home'),
  follows: z.array(definitionId).optional().describe('procedures that must be done before this one'),
  excludes: z
    .array(definitionId)
    .optional()
    .describe('procedures that never apply together with this one for the same person'),
};
