/**
 * Standard fields of a household member. 続柄 is relative to 世帯主 as in the resident register (住民基本台帳事務処理要領 第1-2-(1)-エ),
 * not the 続柄 of the family register. Ids from 9901 are kept for these.
 */
import type { DefinedField } from '../model.ts';
import type { MemberPart } from './contract.ts';

const relationships: readonly [value: string, easy: string, en: string][] = [
  ['世帯主', '世帯主（家の 代表）', 'Head of household'],
  ['夫', '夫', 'Husband'],
  ['妻', '妻', 'Wife'],
  ['夫（未届）', '夫（結婚の 届けは まだ）', 'Husband (not registered)'],
  ['妻（未届）', '妻（結婚の 届けは まだ）', 'Wife (not registered)'],
  ['縁故者', '縁故者', 'Related by affinity'],
  ['子', '子ども', 'Child'],
  ['妻の子', '妻の 子ども', 'Child of the wife'],
  ['夫の子', '夫の 子ども', 'Child of the husband'],
  ['子の子', '孫', 'Grandchild'],
  ['子の妻', '子どもの 妻', 'Wife of the child'],
  ['子の夫', '子どもの 夫', 'Husband of the child'],
  ['父', '父', 'Father'],
  ['母', '母', 'Mother'],
  ['妻の父', '妻の 父', 'Father of the wife'],
  ['妻の母', '妻の 母', 'Mother of the wife'],
  ['夫の父', '夫の 父', 'Father of the husband'],
  ['夫の母', '夫の 母', 'Mother of the husband'],
  ['祖父', 'おじいさん', 'Grandfather'],
  ['祖母', 'おばあさん', 'Grandmother'],
  ['兄', '兄', 'Elder brother'],
  ['姉', '姉', 'Elder sister'],
  ['弟', '弟', 'Younger brother'],
  ['妹', '妹', 'Younger sister'],
  ['同居人', 'いっしょに 住む 人', 'Housemate'],
  ['その他', 'ほか', 'Other'],
];

export const standardMemberFields: Record<MemberPart, DefinedField> = {
  name: {
    id: 9901,
    code: '氏名',
    type: 'person-name',
    label: { ja: '氏名', 'ja-easy': '名前', en: 'Name' },
    required: true,
    options: {},
  },
  relationship: {
    id: 9902,
    code: '続柄',
    type: 'choice',
    label: {
      ja: '世帯主から見た続柄',
      'ja-easy': '世帯主との 関係',
      en: 'Relationship to the head of household',
    },
    required: true,
    options: {
      display: 'select',
      choices: /* @__PURE__ */ relationships.map(([value, easy, en]) => ({
        value,
        label: { ja: value, 'ja-easy': easy, en },
      })),
    },
  },
  birthDate: {
    id: 9903,
    code: '生年月日',
    type: 'birth-date',
    label: { ja: '生年月日', 'ja-easy': '生まれた 日', en: 'Date of birth' },
    required: true,
    options: {},
  },
  occupation: {
    id: 9904,
    code: '職業',
    type: 'text',
    label: { ja: '職業', 'ja-easy': '仕事', en: 'Occupation' },
    options: { maxLength: 60 },
  },
  school: {
    id: 9905,
    code: '学校',
    type: 'text',
    label: { ja: '学校・学年', 'ja-easy': '学校と 学年', en: 'School and grade' },
    options: { maxLength: 60 },
  },
};
