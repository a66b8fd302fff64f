/** The form of a case with the procedure's assessment as calculated fields beside it: one engine for both. */

import { formContext } from '#core/applications.server';
import type { App, Definitions, Procedure } from '#core/definitions.server';
import type { Answers } from '#core/fields';
import {
  type Evaluation,
  evaluateForm,
  type Form,
  prepareForm,
  type ReviewRow,
  type ReviewSection,
  reviewRows,
  staffRows,
} from '#core/forms';

/** Ids above those of any app; they exist in this form only. */
const firstAssessment = 9900;

function formWithAssessment(
  definitions: Definitions,
  app: App,
  procedure: Procedure,
  versions: string,
): Form {
  return definitions.derived(`case-form:${app.id}:${procedure.id}:${versions}`, () => {
    const assessment = procedure.assessment.map(({ label, value }, index) => ({
      id: firstAssessment + index,
      code: `判断材料${index + 1}`,
      type: 'formula' as const,
      label,
      options: { formula: value },
    }));
    const whole = { ...app, fields: [...app.fields, ...assessment] } as Parameters<typeof prepareForm>[0];
    return prepareForm(whole, undefined, definitions.layer);
  });
}

export interface CaseAnswers {
  form: Form;
  evaluation: Evaluation;
  sections: ReviewSection[];
  /** Calculated fields that stand on no page. */
  calculated: ReviewRow[];
  /** What the procedure calculates for whoever drafts the decision. */
  assessment: ReviewRow[];
}

export function caseAnswers(
  definitions: Definitions,
  app: App,
  procedure: Procedure,
  versions: string,
  answers: Answers,
): CaseAnswers {
  const form = formWithAssessment(definitions, app, procedure, versions);
  const evaluation = evaluateForm(form, answers, formContext({ definitions, language: 'ja' }));
  const beside = staffRows(form, answers, evaluation, 'ja');
  const isAssessment = (row: ReviewRow) => Number(row.name.slice(1)) >= firstAssessment;
  return {
    form,
    evaluation,
    sections: reviewRows(form, answers, evaluation, 'ja'),
    calculated: beside.filter((row) => !isAssessment(row)),
    assessment: beside.filter(isAssessment),
  };
}
