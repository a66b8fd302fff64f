/**
 * `node scripts/db/schema.ts` writes db/schema.sql: what the migrations add up to, to be read and
 * reviewed, not run. `--check` fails when the file is stale. One municipality stands for all.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openTestServer, testMunicipalities } from '../test/database.ts';

const file = path.resolve(import.meta.dirname, '../../db/schema.sql');
const tenant = `m${testMunicipalities[0].code}`;

const TABLES = `
  SELECT c.oid::int AS id, c.relname AS name, c.relkind AS kind, c.relrowsecurity AS secured,
    obj_description(c.oid, 'pg_class') AS comment,
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid, true) END AS view,
    CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition,
    pg_get_partkeydef(c.oid) AS partition_key
  FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
  ORDER BY c.relname`;

const COLUMNS = `
  SELECT a.attrelid::int AS id, format('%I %s%s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || quote_ident(k.collname) ELSE '' END,
      CASE WHEN a.attidentity <> '' THEN ' GENERATED ' || CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END || ' AS IDENTITY' ELSE '' END,
      CASE WHEN d.adbin IS NULL THEN '' WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
        ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END,
      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END) AS line,
    col_description(a.attrelid, a.attnum) AS comment, a.attname AS name
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation k ON k.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE c.relnamespace = $1::regnamespace AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum`;

const CONSTRAINTS = `
  SELECT conrelid::int AS id, format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) AS line
  FROM pg_constraint WHERE connamespace = $1::regnamespace AND conrelid <> 0 AND contype <> 'n' AND conparentid = 0
  ORDER BY position(contype IN 'pufcx'), conname`;

const EXTRAS = `
  SELECT 1 AS part, pg_get_indexdef(i.indexrelid) || ';' AS line FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = $1::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
  UNION ALL SELECT 2, pg_get_functiondef(p.oid) || ';' FROM pg_proc p WHERE p.pronamespace = $1::regnamespace AND p.prokind IN ('f', 'p')
  UNION ALL SELECT 3, pg_get_triggerdef(t.oid) || ';' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = $1::regnamespace AND NOT t.tgisinternal
  UNION ALL SELECT 4, format('CREATE POLICY %I ON %I FOR %s TO %s USING (%s) WITH CHECK (%s);', policyname, tablename, cmd, roles::text, qual, with_check)
    FROM pg_policies WHERE schemaname::text = ($1::regnamespace)::text
  UNION ALL SELECT 5, format('GRANT %s ON %I TO %I;', string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type), c.relname, r.rolname)
    FROM pg_class c, aclexplode(c.relacl) x JOIN pg_roles r ON r.oid = x.grantee
    WHERE c.relnamespace = $1::regnamespace AND x.grantee <> c.relowner GROUP BY c.relname, r.rolname
  UNION ALL SELECT 6, format('GRANT %s (%I) ON %I TO %I;', x.privilege_type, a.attname, c.relname, r.rolname)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(a.attacl) x JOIN pg_roles r ON r.oid = x.grantee
    WHERE c.relnamespace = $1::regnamespace
  ORDER BY 1, 2`;

interface Table {
  id: number;
  name: string;
  kind: string;
  secured: boolean;
  comment: string | null;
  view: string | null;
  partition: string | null;
  partition_key: string | null;
}

interface Line {
  id: number;
  line: string;
  name: string;
  comment: string | null;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

async function describe(client: pg.Client, schema: string): Promise<string> {
  await client.query(`SET search_path TO ${schema}`);
  const ask = async <T extends pg.QueryResultRow>(text: string) =>
    (await client.query<T>(text, [schema])).rows;
  const tables = await ask<Table>(TABLES);
  const columns = await ask<Line>(COLUMNS);
  const constraints = await ask<Line>(CONSTRAINTS);
  const parts = tables.map((table) => {
    const own = columns.filter(({ id }) => id === table.id);
    const comments = own
      .filter((each) => each.comment)
      .map((each) => `COMMENT ON COLUMN ${table.name}.${each.name} IS ${quoted(each.comment ?? '')};`);
    if (table.comment)
      comments.unshift(
        `COMMENT ON ${table.view ? 'VIEW' : 'TABLE'} ${table.name} IS ${quoted(table.comment)};`,
      );
    if (table.view) return [`CREATE VIEW ${table.name} AS\n${table.view}`, ...comments].join('\n');
    const lines = [...own, ...constraints.filter(({ id }) => id === table.id)].map(({ line }) => `  ${line}`);
    const tail = `${table.partition_key ? ` PARTITION BY ${table.partition_key}` : ''}${table.partition ? ` -- partition ${table.partition}` : ''}`;
    const secured = table.secured ? [`ALTER TABLE ${table.name} ENABLE ROW LEVEL SECURITY;`] : [];
    return [`CREATE TABLE ${table.name} (\n${lines.join(',\n')}\n)${tail};`, ...secured, ...comments].join(
      '\n',
    );
  });
  const extras = await ask<{ line: string }>(EXTRAS);
  return [`-- Schema ${schema}`, ...parts, extras.map(({ line }) => line).join('\n')].join('\n\n');
}

/** Names of the one municipality become the placeholders that the migrations use. */
const general = (text: string) =>
  text
    .replace(new RegExp(`"?${tenant}_(portal|staff|worker|owner)"?`, 'g'), '{{$1}}')
    .replaceAll(`${tenant}.`, '')
    .replaceAll(tenant, '{{schema}}');

export async function schemaText(): Promise<string> {
  const server = await openTestServer();
  const url = new URL(server.adminUrl);
  url.pathname = `/${server.template}`;
  const client = new pg.Client({ connectionString: url.toString() });
  try {
    await client.connect();
    const text = [await describe(client, 'madoguchi'), general(await describe(client, tenant))].join(
      '\n\n\n',
    );
    return `-- Generated by scripts/db/schema.ts from db/migrations; do not edit.\n\n${text}\n`;
  } finally {
    await client.end();
    await server.close();
  }
}

const now = await schemaText();
if (!process.argv.includes('--check')) {
  writeFileSync(file, now);
  console.log(`db/schema.sql: ${now.split('\n').length} lines`);
} else if (existsSync(file) && readFileSync(file, 'utf8') === now) {
  console.log('db/schema.sql is up to date');
} else {
  console.log('db/schema.sql is stale: run `node scripts/db/schema.ts`');
  process.exitCode = 1;
}
