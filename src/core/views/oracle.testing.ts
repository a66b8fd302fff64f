/**
 * The oracle of acceptance 4. It knows the rules as they are written, people, and records as values; it knows no SQL, and shares
 * nothing with what it judges but the value evaluator of formulas (which acceptance 3 proves).
 */
import type { Who, WorkApp } from '#core/definitions';
import { type Answers, completeFields, contracts, type Field, type Json } from '#core/fields';
import { recordScope } from '#core/forms';
import type { StaffActor } from '#core/policy';
import { envOf, evaluate, readFormula } from '#kernel/formula';
import { indexedForSearch, searchTerms } from '#kernel/text';
import { protectedPersons, type RandomRecord, sheltered, sourcesOf } from './random-app.testing.ts';

export const moment = new Date('2026-11-21T00:00:00Z');
export const today = '2026-11-21';
const now = '2026-11-21T09:00:00';

export class Oracle {
  readonly fields: Field[];
  private readonly app: WorkApp;
  private readonly actor: StaffActor;
  private readonly scope;
  private readonly opened: ReadonlySet<string>;

  /** `opened`: records that an officer let this person see whole. */
  constructor(app: WorkApp, actor: StaffActor, opened: ReadonlySet<string>) {
    this.app = app;
    this.actor = actor;
    this.opened = opened;
    this.fields = completeFields(app.fields);
    this.scope = recordScope(app.fields);
  }

  /** Whether a formula holds for these values. */
  holds(text: string, answers: Answers): boolean {
    const { expr } = readFormula(text, this.scope);
    if (expr === undefined) throw new Error(`the oracle cannot read ${text}`);
    const { actor } = this;
    const me = {
      staff: actor.id,
      department: actor.post!.department,
      departments: actor.departments,
      groups: actor.groups ?? [],
    };
    return evaluate(expr, envOf(this.seenByFormulas(answers), { today, now, actor: me })) === true;
  }

  private seenByFormulas(answers: Answers): Answers {
    return Object.fromEntries(
      this.fields.flatMap((field) => {
        const value = answers[String(field.id)];
        if (value === undefined || value === null || field.classification === 'sealed') return [];
        return [[String(field.id), contracts[field.type].toFormula(value, field)]];
      }),
    );
  }

  private meant(who: Who, raw: Answers): boolean {
    const { actor } = this;
    const post = actor.post!;
    const others = actor.standsInFor;
    if ('everyone' in who) return true;
    if ('user' in who) return actor.id === who.user;
    if ('group' in who) return (actor.groups ?? []).includes(who.group);
    if ('role' in who) return [post, ...others].some((one) => one.roles.includes(who.role as never));
    if ('position' in who)
      return [post, ...others].some(
        (one) =>
          one.position === who.position &&
          (who.department === undefined || who.department === one.department),
      );
    if ('department' in who) {
      const own =
        who.below === false ? post.department === who.department : actor.above.includes(who.department);
      return own || others.some((one) => one.department === who.department);
    }
    const field = this.fields.find((one) => one.code === who.field)!;
    const value = raw[String(field.id)];
    if (value === undefined) return false;
    if (field.type !== 'department') return value === actor.id;
    return [...actor.departments, ...others.map((one) => one.department)].includes(value as string);
  }

  private grants(grant: { who: Who[]; when?: string | undefined }, raw: Answers): boolean {
    return (
      grant.who.some((who) => this.meant(who, raw)) &&
      (grant.when === undefined || this.holds(grant.when, raw))
    );
  }

  sees(raw: Answers): boolean {
    return this.app.work.access.some((rule) => rule.may.includes('view') && this.grants(rule, raw));
  }

  /** Somebody in it is under a measure: the name, and the birth date or one that is not known to the day. */
  holdsBack(record: RandomRecord): boolean {
    const name = record.answers[7] as unknown as { family: string; given: string } | undefined;
    const birth = (record.answers[17] as string | undefined) ?? '';
    const unknown = birth === '' || birth.endsWith('-00');
    return (
      !this.opened.has(record.id) &&
      protectedPersons.some(
        (one) =>
          one.family === name?.family &&
          one.given === name.given &&
          (unknown || one.birthDate === null || one.birthDate === birth),
      )
    );
  }

  reads(code: string, record: RandomRecord): boolean {
    return this.allows(code, this.rawOf(record)) && !(sheltered.includes(code) && this.holdsBack(record));
  }

  private allows(code: string, raw: Answers): boolean {
    const rules = (this.app.work.fieldAccess ?? []).filter((rule) => rule.fields.includes(code));
    const own = rules.every(
      (rule) => rule.read === undefined || rule.read.some((one) => this.grants(one, raw)),
    );
    return own && (sourcesOf[code] ?? []).every((source) => this.allows(source, raw));
  }

  /** Raw values as access rules see them. */
  rawOf(record: RandomRecord): Answers {
    return { ...record.answers, 18: record.createdBy };
  }

  /** What this person may know of a record; null when nothing. */
  view(record: RandomRecord): Answers | null {
    const raw = this.rawOf(record);
    if (!this.sees(raw)) return null;
    return Object.fromEntries(
      this.fields.flatMap((field): [string, Json][] => {
        const value = raw[String(field.id)];
        if (value === undefined || field.classification === 'sealed' || !this.reads(field.code, record))
          return [];
        return [[String(field.id), value]];
      }),
    );
  }

  /** Every word in some text of the record that this person may read. */
  finds(query: string, seen: Answers): boolean {
    const texts = this.fields
      .flatMap((field) => textsOf(field, seen[String(field.id)]))
      .map(indexedForSearch);
    return searchTerms(query).every(({ word, grams }) =>
      texts.some((text) => text.joined.includes(word) && grams.every((one) => text.grams.includes(one))),
    );
  }
}

function textsOf(field: Field, value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  switch (field.type) {
    case 'person-name': {
      const { family, given } = value as { family: string; given: string };
      return [family, given, `${family}　${given}`];
    }
    case 'lines':
      return (value as unknown as { values: Answers }[]).flatMap((line) =>
        (field.fields ?? []).flatMap((child) =>
          textsOf(child, line.values[String(child.id)] as Json | undefined),
        ),
      );
    case 'phone':
      return [String(value), contracts.phone.print(value as never, field, 'ja')];
    case 'multiple-choice':
      return [...(value as string[]), (value as string[]).join('、')];
    case 'department':
    case 'user':
    case 'created-by':
    case 'yes-no':
      return [];
    default:
      return [String(value)];
  }
}
