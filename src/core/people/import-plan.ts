/** What a staff file changes. Pure: the same plan is shown in a dry run and applied. */
import { addDays } from '#kernel/dates';
import type {
  KnownPerson,
  KnownPost,
  NewPost,
  StaffImportOptions,
  StaffLine,
  StaffPlan,
  StaffProblem,
  StaffState,
} from './import-model.ts';

/** With any problem the plan changes nothing: a file is applied whole or not at all. */
export function planStaffImport(
  current: StaffState,
  file: { lines: StaffLine[]; problems: StaffProblem[] },
  options: StaffImportOptions,
): StaffPlan {
  const problems = [...file.problems, ...checkLines(current, file.lines)];
  const posts = planPosts(current, file.lines, options);
  if (problems.length === 0 && options.complete && options.force !== true)
    problems.push(...looksCut(current, posts, options));
  problems.sort((a, b) => a.line - b.line);
  if (problems.length > 0) return { ...nothing, problems };

  const known = new Map(current.people.map((one) => [one.login, one]));
  const named = new Map(file.lines.map((one) => [one.login, one]));
  const newPeople: StaffPlan['newPeople'] = [];
  const changedPeople: KnownPerson[] = [];
  for (const { login, family, given, kana, mail } of named.values()) {
    const person = known.get(login);
    if (person === undefined) newPeople.push({ login, family, given, kana, mail });
    else if (
      !options.seed &&
      (person.family !== family || person.given !== given || person.kana !== kana || person.mail !== mail)
    ) {
      changedPeople.push({ id: person.id, login, family, given, kana, mail });
    }
  }
  const joins = newPeople.map((one) => one.login);
  const touched = new Set([...posts.newPosts, ...posts.ended].map((one) => one.login));
  const leaves = [...new Set(posts.ended.map((one) => one.login))].filter((login) => !named.has(login));
  const moves = [...touched].filter((login) => !joins.includes(login) && !leaves.includes(login));
  return {
    problems,
    joins,
    moves,
    leaves,
    newPeople,
    changedPeople,
    newPosts: posts.newPosts,
    changedPosts: [...posts.ended, ...posts.adjusted],
  };
}

const nothing: StaffPlan = {
  problems: [],
  joins: [],
  moves: [],
  leaves: [],
  newPeople: [],
  changedPeople: [],
  newPosts: [],
  changedPosts: [],
};

function checkLines(current: StaffState, lines: StaffLine[]): StaffProblem[] {
  const problems: StaffProblem[] = [];
  const positions = new Set(current.positions.map((one) => one.title));
  const seen = new Map<string, number>();
  const mains = new Map<string, StaffLine[]>();
  const names = new Map<string, StaffLine>();
  for (const one of lines) {
    const wrong = (message: string) => void problems.push({ line: one.line, message });
    if (!positions.has(one.position)) wrong(`職名「${one.position}」は組織の定義にありません。`);
    const departments = current.departments.filter((each) => each.code === one.department);
    if (departments.length === 0) wrong(`所属「${one.department}」は組織の定義にありません。`);
    else if (
      !departments.some((each) => each.from <= one.from && (each.to === null || each.to >= one.from))
    ) {
      wrong(`所属「${one.department}」（${departments[0]!.name}）は ${one.from} にはありません。`);
    }
    const key = keyOf(one);
    const twice = seen.get(key);
    if (twice !== undefined) wrong(`${twice}行目と同じ発令です。`);
    seen.set(key, one.line);
    const first = names.get(one.login);
    if (first === undefined) names.set(one.login, one);
    else if (first.family !== one.family || first.given !== one.given)
      wrong(`${first.line}行目と同じログインですが、氏名が違います。`);
    if (one.kind !== 'main') continue;
    const others = mains.get(one.login) ?? [];
    const clash = others.find((other) => overlap(other, one));
    if (clash !== undefined)
      wrong(`本務が${clash.line}行目と重なっています。片方を兼務にするか、期間を直してください。`);
    mains.set(one.login, [...others, one]);
  }
  return problems;
}

interface PostPlan {
  newPosts: NewPost[];
  ended: KnownPost[];
  adjusted: KnownPost[];
}

function planPosts(current: StaffState, lines: StaffLine[], options: StaffImportOptions): PostPlan {
  const plan: PostPlan = { newPosts: [], ended: [], adjusted: [] };
  const positions = new Map(current.positions.map((one) => [one.title, one]));
  const byLogin = Map.groupBy(current.posts, (one) => one.login);
  const matched = new Set<string>();
  const newMains = new Map<string, string>();
  for (const { login, department, position, kind, from, to } of lines) {
    const { rank, roles } = positions.get(position) ?? { rank: 0, roles: [] };
    const own = byLogin.get(login) ?? [];
    const same = own.find((one) => keyOf(one) === keyOf({ login, department, position, from }));
    // A roster may repeat a post with a later first day: the post goes on.
    const goesOn = own.find(
      (one) =>
        one.department === department &&
        one.position === position &&
        one.kind === kind &&
        one.from <= from &&
        (one.to === null || one.to >= addDays(from, -1)),
    );
    const post = same ?? goesOn;
    if (post === undefined) {
      plan.newPosts.push({ login, department, position, rank, kind, roles, from, to });
      if (kind === 'main' && (newMains.get(login) ?? '') < from) newMains.set(login, from);
      continue;
    }
    matched.add(post.id);
    const wanted: KnownPost = { ...post, rank, kind, roles, to: options.seed ? post.to : to };
    if (
      wanted.to !== post.to ||
      wanted.rank !== post.rank ||
      wanted.kind !== post.kind ||
      wanted.roles.join() !== post.roles.join()
    ) {
      plan.adjusted.push(wanted);
    }
  }
  for (const post of current.posts) {
    if (matched.has(post.id)) continue;
    const newMain = newMains.get(post.login);
    const replacedOn = post.kind === 'main' && newMain !== undefined && newMain > post.from ? newMain : null;
    const endsOn = replacedOn ?? (options.complete ? options.asOf : null);
    if (endsOn === null) continue;
    // A post that has not begun yet is taken back: it ends before its first day.
    const [, later] = [endsOn, post.from].sort() as [string, string];
    const last = addDays(later, -1);
    if (post.to === null || post.to > last) plan.ended.push({ ...post, to: last });
  }
  return plan;
}

/** Half a roster uploaded as a whole one would end thousands of posts. */
function looksCut(current: StaffState, posts: PostPlan, options: StaffImportOptions): StaffProblem[] {
  const open = current.posts.filter((one) => one.to === null || one.to >= options.asOf).length;
  const replaced = new Set(posts.newPosts.map((one) => one.login));
  const gone = posts.ended.filter((one) => !replaced.has(one.login)).length;
  if (gone <= 5 || gone * 3 <= open) return [];
  return [
    {
      line: 0,
      message: `このファイルにない${gone}件の発令が終わります（全${open}件）。一部だけのファイルなら「追加・異動のみ」で取り込んでください。`,
    },
  ];
}

function keyOf(post: { login: string; department: string; position: string; from: string }): string {
  return [post.login, post.department, post.position, post.from].join('\t');
}

function overlap(a: { from: string; to: string | null }, b: { from: string; to: string | null }): boolean {
  return (a.to === null || a.to >= b.from) && (b.to === null || b.to >= a.from);
}
