/** SQL of the functions over single values: numbers, text, dates. `formula_…` stand in db/migrations. */
import { eras, gregorianSince, startYear } from '#kernel/dates';
import type { FunctionName } from '../names.ts';
import type { SqlCall } from './call.ts';
import type { SqlOf } from './lists.ts';
import { as, condition, no, type One, one, printed } from './parts.ts';
import { regexOf } from './pattern.ts';
import { ageSteps, startSteps, yearSteps } from './steps.ts';
import { list, param, put, raw, type Sql } from './text.ts';

const text = (call: SqlCall, index: number): Sql => call.of(index, 'text').sql;
const number = (call: SqlCall, index: number): Sql => call.of(index, 'number').sql;
const day = (call: SqlCall, index: number): Sql => call.of(index, 'date').sql;
/** A number that may be left out. */
const given = (call: SqlCall, index: number, otherwise: string): Sql =>
  call.args[index] === undefined ? raw(otherwise) : number(call, index);

const called = (name: string, ...args: Sql[]): Sql =>
  put`${raw(name)}(${args.reduce((all, each) => put`${all}, ${each}`)})`;

const ofText =
  (name: string): SqlOf =>
  (call) =>
    one('text', called(name, text(call, 0)));

const rounding =
  (name: string): SqlOf =>
  (call) =>
    one('number', called(name, number(call, 0), given(call, 1, '0')));

const partOfDay =
  (name: string): SqlOf =>
  (call) =>
    one('number', put`extract(${raw(name)} FROM ${day(call, 0)})`);

function year(call: SqlCall): One {
  const of = call.of(0, 'date');
  return { ...one('number', put`extract(year FROM ${of.sql})`), steps: yearSteps(of, '01-01') };
}

function fiscalYear(call: SqlCall): One {
  const of = call.of(0, 'date');
  return { ...one('number', called('formula_fiscal_year', of.sql)), steps: yearSteps(of, '04-01') };
}

function age(call: SqlCall): One {
  const birth = call.of(0, 'date');
  const on = call.args.length > 1 ? call.of(1, 'date') : call.today();
  return { ...one('number', called('formula_age', birth.sql, on.sql)), steps: ageSteps(birth, on) };
}

function start(call: SqlCall): One {
  const [of, unit] = [call.of(0, 'date'), unitOf(call, 1)];
  return {
    ...one('date', called('formula_start', of.sql, param(unit, 'text'))),
    steps: startSteps(of, unit),
  };
}

/** What depends on the moment or on who asks is known before any row is read. */
const known: SqlOf = (call) => call.constant();

const unitOf = (call: SqlCall, index: number): string => {
  const arg = call.args[index];
  return arg?.kind === 'text' ? arg.text.toUpperCase() : '';
};

function shifted(call: SqlCall): Sql {
  const whole = called('formula_whole', number(call, 1));
  const unit = unitOf(call, 2);
  if (unit === 'D') return called('formula_add_days', day(call, 0), whole);
  if (unit !== 'Y' && unit !== 'M') return raw('NULL::date');
  return called('formula_add_months', day(call, 0), unit === 'Y' ? put`${whole} * 12` : whole);
}

function difference(call: SqlCall): Sql {
  const [since, until, unit] = [day(call, 0), day(call, 1), unitOf(call, 2)];
  if (unit === 'D') return put`(${until} - ${since})::numeric`;
  const months = called('formula_months', since, until);
  if (unit === 'Y') return put`div(${months}, 12)`;
  return unit === 'M' ? months : raw('NULL::numeric');
}

/** Eras as the kernel has them go along: the next one is a line there and nothing in the database. */
function wareki(call: SqlCall): Sql {
  const since = eras.map((era, index) => (index === 0 ? gregorianSince : era.start));
  return called(
    'formula_wareki',
    day(call, 0),
    param(since, 'date[]'),
    param(eras.map(startYear), 'integer[]'),
    param(
      eras.map((era) => era.name),
      'text[]',
    ),
  );
}

const asDate: SqlOf = (call) => {
  const value = call.any(0);
  return value.kind === 'text' && value.constant === undefined
    ? one('date', called('formula_day', value.sql))
    : as(value, 'date');
};

export const scalarFunctions = {
  ROUND: rounding('formula_round'),
  ROUNDUP: rounding('formula_round_up'),
  ROUNDDOWN: rounding('formula_round_down'),
  ABS: (call) => one('number', called('abs', number(call, 0))),
  MOD: (call) => one('number', called('formula_modulo', number(call, 0), number(call, 1))),
  VALUE: (call) => one('number', called('formula_number', text(call, 0))),
  CONCAT: (call) =>
    one(
      'text',
      put`formula_text(array_to_string(ARRAY[${list(call.args.map((_arg, index) => printed(call.any(index))))}], ''))`,
    ),
  LEN: (call) => one('number', called('formula_length', text(call, 0)), 'none'),
  LEFT: (call) => one('text', called('formula_part', text(call, 0), raw('1'), given(call, 1, '1'))),
  RIGHT: (call) => one('text', called('formula_right', text(call, 0), given(call, 1, '1'))),
  MID: (call) => one('text', called('formula_part', text(call, 0), number(call, 1), number(call, 2))),
  STARTSWITH: (call) => condition(put`(${text(call, 0)} ^@ ${text(call, 1)})`),
  MATCHES: (call) => {
    const pattern = call.args[1];
    const regex = pattern?.kind === 'text' ? regexOf(pattern.text) : null;
    if (regex === null) return condition(no, 'none');
    return condition(called('formula_matches', text(call, 0), param(regex, 'text')));
  },
  UPPER: ofText('formula_upper'),
  LOWER: ofText('formula_lower'),
  KATAKANA: ofText('formula_katakana'),
  HIRAGANA: ofText('formula_hiragana'),
  TODAY: known,
  NOW: known,
  ME: known,
  MYDEPARTMENT: known,
  MYDEPARTMENTS: known,
  MYGROUPS: known,
  DATE: (call) => one('date', called('formula_make_date', number(call, 0), number(call, 1), number(call, 2))),
  DATEVALUE: asDate,
  YEAR: year,
  MONTH: partOfDay('month'),
  DAY: partOfDay('day'),
  STARTOF: start,
  DATEADD: (call) => one('date', shifted(call)),
  DATEDIF: (call) => one('number', difference(call)),
  AGE: age,
  FISCALYEAR: fiscalYear,
  WAREKI: (call) => one('text', wareki(call)),
} satisfies Partial<Record<FunctionName, SqlOf>>;
