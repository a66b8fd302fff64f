import { describe, expect, it } from 'vitest';
import { type Appeal, composeAppealNotice } from './appeal-notice.ts';

const board: Appeal = {
  decidingAgency: 'あかつき市教育委員会',
  inNameOf: 'あかつき市教育委員会',
  reviewingAgency: 'あかつき市教育委員会',
  reviewMonths: 3,
  defendant: 'あかつき市',
  representedBy: 'あかつき市教育委員会',
  suitMonths: 6,
  priorReview: false,
};
const welfareOffice: Appeal = {
  ...board,
  decidingAgency: 'あかつき市福祉事務所長',
  inNameOf: 'あかつき市福祉事務所長',
  reviewingAgency: 'ひので県知事',
  representedBy: 'あかつき市長',
  priorReview: true,
  priorReviewLaw: '生活保護法第69条',
};
const careInsurance: Appeal = {
  ...board,
  decidingAgency: 'あかつき市長',
  inNameOf: 'あかつき市長',
  reviewingAgency: 'ひので県介護保険審査会',
  representedBy: 'あかつき市長',
  priorReview: true,
  priorReviewLaw: '介護保険法第196条',
};
const healthInsurance: Appeal = {
  ...careInsurance,
  reviewingAgency: 'ひので県国民健康保険審査会',
  priorReviewLaw: '国民健康保険法第103条',
};

describe('教示', () => {
  it.each([
    ['教育委員会', board, 'あかつき市教育委員会に対して', 'あかつき市を代表する者はあかつき市教育委員会'],
    ['生活保護', welfareOffice, 'ひので県知事に対して', 'あかつき市を代表する者はあかつき市長'],
    ['介護保険', careInsurance, 'ひので県介護保険審査会に対して', 'あかつき市を代表する者はあかつき市長'],
    [
      '国民健康保険',
      healthInsurance,
      'ひので県国民健康保険審査会に対して',
      'あかつき市を代表する者はあかつき市長',
    ],
  ])('%s names the reviewing agency and the defendant', (_, appeal, reviewing, representing) => {
    const text = composeAppealNotice(appeal, 'refused')!.join('');
    expect(text).toContain(reviewing);
    expect(text).toContain(representing);
    expect(text).toContain('翌日から起算して3か月以内');
    expect(text).toContain('翌日から起算して6か月以内');
  });

  it('says that a suit must wait for the review only where the law says so', () => {
    expect(composeAppealNotice(welfareOffice, 'refused')![1]).toContain('裁決を経た後でなければ');
    expect(composeAppealNotice(welfareOffice, 'refused')![1]).toContain('生活保護法第69条');
    expect(composeAppealNotice(board, 'refused')![1]).not.toContain('裁決を経た後でなければ');
  });

  it('is owed for a partial refusal, not for a full grant or an acceptance', () => {
    expect(composeAppealNotice(board, 'partial')).toEqual(composeAppealNotice(board, 'refused'));
    expect(composeAppealNotice(board, 'granted')).toBeNull();
    expect(composeAppealNotice(board, 'accepted')).toBeNull();
    expect(composeAppealNotice(undefined, 'refused')).toBeNull();
  });

  it('follows other periods when a law sets them', () => {
    expect(composeAppealNotice({ ...board, reviewMonths: 1 }, 'refused')![0]).toContain(
      '翌日から起算して1か月以内',
    );
  });
});
