/** The app that attacks on 決裁 are tried on: 係長, two sections consulted, 課長; what is urgent either of two decides. */
import { field, workApp } from '../../scripts/test/work-app.ts';

export const gakuji = 'KYOI-GAKUJI';
const ja = (text: string) => ({ ja: text });

export const states = [
  { id: 'draft', title: ja('起案前') },
  {
    id: 'circulating',
    title: ja('決裁中'),
    kind: 'approval',
    approval: { routes: ['urgent', 'usual'], decided: 'decided', sentBack: 'draft', dropped: 'dropped' },
  },
  { id: 'decided', title: ja('決裁済み') },
  { id: 'dropped', title: ja('廃案'), kind: 'end' },
];
export const act = (id: string, from: string) => ({
  id,
  title: ja('起案する'),
  from: [from],
  to: 'circulating',
  who: [{ department: gakuji }],
});
const others = [
  { position: '課長', department: 'ZAISEI-SHIMINZEI' },
  { position: '課長', department: 'KODOMO-SHIEN' },
];
export const process = {
  states,
  acts: [act('submit', 'draft'), act('again', 'decided')],
  routes: [
    {
      id: 'urgent',
      title: ja('緊急'),
      when: '金額 >= 1000000',
      steps: [{ id: 'decide', title: ja('決裁'), kind: 'decide', seats: others, needs: 1 }],
    },
    {
      id: 'usual',
      title: ja('通常'),
      steps: [
        { id: 'check', title: ja('係長の承認'), kind: 'approve', seats: [{ position: '係長' }] },
        { id: 'consult', title: ja('合議'), kind: 'consult', seats: others },
        { id: 'decide', title: ja('課長の決裁'), kind: 'decide', seats: [{ head: 'drafter', up: 0 }] },
      ],
    },
  ],
  keepers: [{ position: '主任', department: gakuji }],
};
const fields = [
  field(1, '品名', 'text', { required: true }),
  field(2, '金額', 'number'),
  field(3, '内緒', 'text'),
];
export const appOf = (id: string, more: object = {}) =>
  workApp(id, fields, {
    access: [
      { who: [{ department: gakuji, below: true }], may: ['view', 'add', 'edit', 'delete'] },
      { who: [{ position: '主任', department: gakuji }], may: ['manage'] },
    ],
    fieldAccess: [{ fields: ['内緒'], read: [{ who: [{ department: gakuji, below: true }] }] }],
    process: { ...process, ...more },
  } as never);
