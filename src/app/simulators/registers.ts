import type { Control } from './control.ts';
import { type Handler, hasToken, readJson, sendJson } from './http.ts';
import { digitsOf, isPerson, type Query, type Row, textOf } from './people.ts';
import type { Samples } from './samples.ts';

type Answer = { status: string; [key: string]: unknown };

/** Rows of one person, or why there is none: two people of one name and birthday are never merged into whichever came first. */
function onePerson(rows: Row[]): { rows: Row[] } | { status: 'notFound' | 'ambiguous' } {
  const people = new Set(rows.map((row) => textOf(row.addresseeNumber)));
  return people.size === 1 ? { rows } : { status: people.size === 0 ? 'notFound' : 'ambiguous' };
}

/** Answers of the three registers to a query; the README has the protocol. */
export function createAnswers(samples: Samples) {
  const residents = new Map(samples.residents.map((row) => [textOf(row.addresseeNumber), row]));
  const residentOf = (row: Row) => residents.get(textOf(row.addresseeNumber));
  const find = (rows: Row[], query: Query) =>
    onePerson(rows.filter((row) => isPerson(row, residentOf(row), query)));

  return {
    /** Which of number, name and birth date was wrong is not told. */
    vaccination(query: Row): Answer {
      const number = digitsOf(query.secretNumber);
      const rows = samples.vaccination.filter(
        (row) => number !== '' && digitsOf(row.secretNumber) === number,
      );
      const found = find(rows, { name: query.name, birthDate: query.birthDate });
      return 'rows' in found ? { status: 'matched', record: found.rows[0] } : { status: 'notMatched' };
    },
    /** Without a year the latest there is. */
    tax(query: Row): Answer {
      const found = find(samples.tax, query);
      if ('status' in found) return found;
      const year = digitsOf(query.year);
      const yearOf = (row: Row) => Number(digitsOf(row.fiscalYear));
      const [row] = found.rows
        .filter((one) => year === '' || yearOf(one) === Number(year))
        .sort((a, b) => yearOf(b) - yearOf(a));
      if (row === undefined) return { status: 'notFound' };
      const record = { ...row, address: residentOf(row)?.address ?? '' };
      if (row.residentOnJanuary1 === false) return { status: 'notResident', record };
      return { status: row.declared === false ? 'undeclared' : 'found', record };
    },
    resident(query: Row): Answer {
      const found = find(samples.residents, query);
      if ('status' in found) return found;
      const [resident] = found.rows;
      const number = textOf(resident?.householdNumber);
      const household = samples.residents.filter(
        (row) => number !== '' && row.householdNumber === number && row.status === 'resident',
      );
      return { status: 'found', resident, household };
    },
  };
}

const routes = {
  '/registers/vaccination/match': { name: 'vaccination', needs: ['secretNumber', 'name', 'birthDate'] },
  '/registers/tax/query': { name: 'tax', needs: [] },
  '/registers/resident/query': { name: 'resident', needs: [] },
} as const;

/** Three registers behind one bearer token. */
export function createRegisters(samples: Samples, token: string, control: Control): Handler {
  const answers = createAnswers(samples);
  return async (request, response, path) => {
    const route = routes[path as keyof typeof routes];
    if (route === undefined || request.method !== 'POST')
      return sendJson(response, 404, { error: { code: 'not-found' } });
    if (await control.intercept(route.name, response)) return;
    if (!hasToken(request, token)) return sendJson(response, 401, { error: { code: 'unauthorized' } });
    const query = await readJson(request);
    const person =
      query?.addresseeNumber !== undefined || (query?.name !== undefined && query.birthDate !== undefined);
    if (query === undefined || !person || route.needs.some((key) => query[key] === undefined))
      return sendJson(response, 422, { error: { code: 'invalid' } });
    sendJson(response, 200, answers[route.name](query));
  };
}
