/** Facts that no rule needs, and questions that nobody could answer. */

import { unknown } from '#kernel/formula/kleene';
import type { Graph, GraphIssue, PreparedFact } from './graph.ts';
import type { Fact } from './model.ts';
import { Scene } from './rows.ts';
import { asOfCode, membersCode } from './scope.ts';

/** The longest sentence of a question. */
const longest = 45;

export function checkFacts(graph: Graph): GraphIssue[] {
  const used = usedFacts(graph);
  const codes = new Map<string, string>();
  return [...graph.facts.values()].flatMap((prepared) => {
    const { fact } = prepared;
    const issues: GraphIssue[] = [];
    const add = (path: string, level: GraphIssue['level'], ja: string, en: string) =>
      void issues.push({ of: 'fact', id: fact.id, path, level, ja, en });
    const twin = codes.get(fact.code.normalize('NFKC'));
    if (twin !== undefined || fact.code === asOfCode)
      add(
        'code',
        'error',
        `「${fact.code}」という名前は、もう使われています（${twin ?? asOfCode}）。`,
        `The code is taken by ${twin ?? asOfCode}.`,
      );
    codes.set(fact.code.normalize('NFKC'), fact.id);
    if (!used.has(fact.id))
      add(
        'id',
        'warning',
        'どの手続の条件にも使われていません。条件に使うか、取り除いてください。',
        'No rule uses this fact.',
      );
    checkQuestion(prepared, add);
    checkShape(fact, add);
    if (prepared.askIf !== undefined && neverAsked(graph, prepared))
      add(
        'askIf',
        'error',
        'この質問が出ることはありません。askIf を見直してください。',
        'This can never be asked.',
      );
    return issues;
  });
}

type Add = (path: string, level: GraphIssue['level'], ja: string, en: string) => void;

function checkQuestion({ fact }: PreparedFact, add: Add): void {
  if (fact.derived !== undefined) return;
  if (fact.question === undefined)
    add(
      'question',
      'error',
      '質問文がないので、だれも答えられません。question か derived を書いてください。',
      'Nobody can answer this: give a question, or derive it.',
    );
  const texts = [
    fact.question,
    fact.asked,
    ...Object.values(fact.wordings ?? {}).map((one) => one?.question),
  ];
  for (const text of texts) {
    const long = text?.ja.split(/(?<=[。？])/u).find((one) => [...one].length > longest);
    if (long !== undefined)
      add(
        'question',
        'warning',
        `${longest}字を超える文があります。短く分けてください：${long}`,
        `A sentence has more than ${longest} characters.`,
      );
  }
}

function checkShape(fact: Fact, add: Add): void {
  if (fact.type === 'choice' && fact.derived === undefined && fact.choices === undefined)
    add('choices', 'error', '選択肢（choices）を書いてください。', 'A choice needs choices.');
  if (
    fact.type === 'members' &&
    (fact.code !== membersCode || fact.scope !== 'household' || fact.derived !== undefined)
  )
    add(
      'type',
      'error',
      `members は、scope が household の「${membersCode}」だけです。`,
      `Only the household fact ${membersCode} is of type members.`,
    );
  if (fact.role === 'event' && (fact.type !== 'choice' || fact.scope !== 'event'))
    add(
      'role',
      'error',
      'event は、scope が event の choice です。',
      'The role event is of a choice of scope event.',
    );
  if (fact.role === 'eventDate' && (fact.type !== 'date' || fact.scope !== 'event'))
    add(
      'role',
      'error',
      'eventDate は、scope が event の date です。',
      'The role eventDate is of a date of scope event.',
    );
  const kind = fact.usual === undefined ? undefined : Object.keys(fact.usual)[0];
  const fits = {
    yesNo: ['yes'],
    choice: ['choices'],
    count: ['count'],
    date: ['yearsAgo', 'daysAway'],
    members: ['count'],
  }[fact.type];
  if (kind !== undefined && !fits.includes(kind))
    add(
      'usual',
      'error',
      `${fact.type} の usual は ${fits.join('・')} で書いてください。`,
      `usual of ${fact.type} is ${fits.join(' or ')}.`,
    );
}

/** Everything rules name, directly or through other facts; and what the engine itself needs. */
function usedFacts(graph: Graph): Set<string> {
  const used = new Set<string>();
  const use = (id: string): void => {
    if (used.has(id)) return;
    used.add(id);
    for (const below of graph.facts.get(id)?.uses ?? []) use(below);
  };
  for (const { fact } of graph.facts.values())
    if (fact.role !== undefined || fact.type === 'members') use(fact.id);
  for (const { fact } of graph.facts.values())
    for (const code of fact.alongside ?? [])
      for (const other of graph.facts.values()) if (other.fact.code === code) use(other.fact.id);
  for (const versions of graph.procedures.values())
    for (const version of versions) for (const id of version.names) use(id);
  return used;
}

/** With nothing known at all the condition is already false. */
function neverAsked(graph: Graph, { fact, askIf }: PreparedFact): boolean {
  const scene = new Scene(
    graph,
    { today: '', events: [], household: {}, members: null },
    { key: '', answers: {} },
    unknown({ from: '0001-01-01', to: '9999-12-31' }),
  );
  return askIf!.work((fact.scope === 'person' ? scene.stranger! : scene.top).env) === false;
}
