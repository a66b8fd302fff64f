/**
 * 教示 (appeal notice), composed from the procedure's data and never typed by hand.
 * Sources: 行政不服審査法 18条 (periods for a request for review), 82条 (duty to tell),
 * 行政事件訴訟法 8条 (review before suit), 11条 (defendant), 14条 (periods), 46条 (duty to tell).
 */
import type { Procedure } from '#core/definitions';
import type { Outcome } from '#core/process';

export type Appeal = NonNullable<Procedure['appeal']>;

/**
 * Paragraphs of the notice, or null where none is owed: nothing was disposed of (受理), or all that was
 * applied for was granted. A partial refusal owes it like a whole one.
 */
export function composeAppealNotice(appeal: Appeal | undefined, outcome: Outcome): string[] | null {
  if (appeal === undefined || outcome === 'accepted' || outcome === 'granted') return null;
  return appeal.priorReview
    ? [reviewParagraph(appeal), suitAfterReview(appeal)]
    : [reviewParagraph(appeal), suitParagraph(appeal)];
}

function reviewParagraph(appeal: Appeal): string {
  const period = `この決定があったことを知った日の翌日から起算して${appeal.reviewMonths}か月以内`;
  return (
    `この決定に不服があるときは、${period}に、${appeal.reviewingAgency}に対して審査請求をすることができます。` +
    `ただし、${period}であっても、この決定の日の翌日から起算して1年を過ぎたときは、審査請求をすることができません。`
  );
}

function suitParagraph(appeal: Appeal): string {
  const period = `この決定があったことを知った日の翌日から起算して${appeal.suitMonths}か月以内`;
  return (
    `この決定の取消しを求める訴えは、${period}に、${defendant(appeal)}提起することができます。` +
    `ただし、${period}であっても、この決定の日の翌日から起算して1年を過ぎたときは、訴えを提起することができません。` +
    `なお、上の審査請求をした場合は、その裁決があったことを知った日の翌日から起算して${appeal.suitMonths}か月以内（裁決の日の翌日から起算して1年以内に限ります。）に提起することができます。`
  );
}

function suitAfterReview(appeal: Appeal): string {
  const law = appeal.priorReviewLaw === undefined ? '' : `（${appeal.priorReviewLaw}）`;
  return (
    `この決定の取消しを求める訴えは、審査請求に対する裁決を経た後でなければ提起することができません${law}。` +
    `訴えは、裁決があったことを知った日の翌日から起算して${appeal.suitMonths}か月以内（裁決の日の翌日から起算して1年以内に限ります。）に、${defendant(appeal)}提起することができます。` +
    'ただし、審査請求があった日の翌日から起算して3か月を経過しても裁決がないとき、この決定やその執行などによる著しい損害を避けるため緊急の必要があるとき、その他裁決を経ないことに正当な理由があるときは、裁決を経ないで提起することができます。'
  );
}

function defendant(appeal: Appeal): string {
  return `${appeal.defendant}を被告として（訴訟において${appeal.defendant}を代表する者は${appeal.representedBy}となります。）、`;
}
