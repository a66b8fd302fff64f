/**
 * Statements whose values stand in the text. Several of them go to the server in one message, which parameters cannot: that saves
 * a round trip each where every request needs the same few. Only for values that are words of our own making (hashes, identifiers,
 * numbers): anything in which a quote or a backslash could stand is refused here, so that nothing a person typed gets into the text.
 */
import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler, type RawBuilder } from 'kysely';

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: () => {
      throw new Error('nothing is looked up here');
    },
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The statement with its values; null when one of them is not a plain word, number, or list of words. */
export function plainText(query: RawBuilder<unknown>): string | null {
  const { sql, parameters } = query.compile(compiler);
  const written = parameters.map(literal);
  if (written.includes(null)) return null;
  return sql.replace(/\$(\d+)/g, (_all, position: string) => written[Number(position) - 1]!);
}

const word = /^[A-Za-z0-9_.:@!+/= -]{0,2000}$/;

function literal(value: unknown): string | null {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `(${value})` : null;
  if (typeof value === 'string') return word.test(value) ? `'${value}'` : null;
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string' && word.test(one))) return null;
  return `'{${value.map((one) => `"${one}"`).join(',')}}'`;
}
