/** `madoguchi audit`: verify, prove, check, key, report, resume. */
import { readFile, writeFile } from 'node:fs/promises';
import { definitionsOf } from '#core/definitions.server';
import { isPlainDate, tokyoDate } from '#kernel/dates';
import {
  type AnchorSink,
  checkProof,
  dailyReport,
  type InclusionProof,
  proveRow,
  resumeSealing,
  type Signer,
  selectDailyFigures,
  type VerifyOptions,
  verifyAudit,
} from '#platform/audit/sealing.server';
import { insertAudit } from '#platform/audit.server';
import type { Database } from '#platform/db.server';
import { createPdf } from '#platform/pdf.server';
import { actText, zoneText } from '#services/office';
import { anchorsOf, signerFor } from '../audit-anchors.server.ts';
import { sayVerification } from './audit-words.ts';
import { asOperator, municipalityOf, readWords, type Words } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

interface Place {
  db: Database;
  municipality: string;
  signer: Signer;
  sinks: AnchorSink[];
}

const options = {
  municipality: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'since-anchor': { type: 'boolean' },
  json: { type: 'boolean' },
  key: { type: 'string' },
  date: { type: 'string' },
  reason: { type: 'string' },
  paper: { type: 'string', multiple: true },
} as const;

export async function runAudit(words: string[]): Promise<void> {
  const [verb = '', ...rest] = words;
  const given = readWords(rest, options);
  const verbs: Record<string, () => Promise<void>> = {
    verify: () => at(given, (place) => verify(place, given)),
    prove: () => at(given, (place) => prove(place, given)),
    check: () => check(given),
    key: () => at(given, async ({ signer }) => console.log(signer.publicKey)),
    report: () => at(given, (place) => report(place, given)),
    resume: () => at(given, (place) => resume(place, given)),
  };
  const run = verbs[verb];
  if (run === undefined)
    throw wrongUse(`「audit ${verb}」という命令はありません。`, `There is no command “audit ${verb}”.`);
  await run();
}

function at(given: Words, work: (place: Place) => Promise<void>): Promise<void> {
  return asOperator(async (admin, config) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    const anchors = anchorsOf(config);
    try {
      await work({
        db: admin.asZone('worker'),
        municipality,
        signer: signerFor(config, admin.keyring, municipality),
        sinks: anchors.sinks,
      });
    } finally {
      await anchors.close();
    }
  });
}

async function verify(place: Place, given: Words): Promise<void> {
  const papers = await Promise.all(given.texts('paper').map(read));
  const result = await verifyAudit({ ...place, ...rangeOf(given), papers });
  process.stdout.write(
    given.flag('json') ? `${JSON.stringify(result, null, 1)}\n` : sayVerification(place.municipality, result),
  );
  if (!result.ok) process.exitCode = 1;
}

const read = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new Trouble(`「${file}」を開けません。`, `Cannot open ${file}.`);
  });

function rangeOf(given: Words): Pick<VerifyOptions, 'range'> {
  const [from, to] = (['from', 'to'] as const).map((name) => timeOf(given.text(name), name));
  if (given.flag('since-anchor')) {
    if (from !== undefined || to !== undefined)
      throw wrongUse('--since-anchor と期間は一緒に使えません。', '--since-anchor does not go with a range.');
    return { range: 'sinceAnchor' };
  }
  if (from === undefined && to === undefined) return {};
  return { range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } };
}

/** A day counts from midnight in Japan. */
function timeOf(text: string | undefined, name: string): string | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(isPlainDate(text) ? `${text}T00:00:00+09:00` : text);
  if (Number.isNaN(time))
    throw wrongUse(
      `--${name} は 2026-04-01 か 2026-04-01T09:00:00+09:00 の形で書いてください。`,
      `--${name} is written like 2026-04-01 or 2026-04-01T09:00:00+09:00.`,
    );
  return new Date(time).toISOString();
}

async function prove({ db, municipality }: Place, given: Words): Promise<void> {
  const row = given.positionals[0] ?? '';
  if (!/^\d{1,18}$/.test(row))
    throw wrongUse('記録の番号を指定してください。', 'Name the number of the row.');
  const proof = await proveRow(db, municipality, row);
  if (proof === null)
    throw new Trouble(
      `記録 ${row} はないか、まだ封印されていません。`,
      `There is no row ${row}, or it is not sealed yet.`,
    );
  // A proof shows the row: whoever takes it out is written down like any reader.
  await db.tenant(municipality, 'worker', (tx) =>
    insertAudit(tx, {
      zone: 'admin',
      actorKind: 'operator',
      actorId: null,
      postId: null,
      act: 'audit.prove',
      noun: 'audit',
      ids: [row],
      fieldClasses: ['internal'],
      purpose: null,
      requestId: null,
    }),
  );
  console.log(JSON.stringify(proof, null, 1));
}

async function check(given: Words): Promise<void> {
  const [file, key] = [given.positionals[0], given.text('key')];
  if (file === undefined || key === undefined)
    throw wrongUse('証明のファイルと --key を指定してください。', 'Name the proof’s file and --key.');
  const verdict = checkProof(JSON.parse(await read(file)) as InclusionProof, key);
  if (!verdict.ok)
    throw new Trouble('証明は正しくありません。', `The proof does not hold: ${verdict.reason}.`);
  console.log(
    `証明は正しいです。${verdict.at} の ${verdict.size}件に含まれます。 / The proof holds, in the tree of ${verdict.size} rows at ${verdict.at}.`,
  );
}

async function report({ db, municipality, signer }: Place, given: Words): Promise<void> {
  const [file, day] = [given.positionals[0], given.text('date') ?? tokyoDate(new Date())];
  if (file === undefined || !isPlainDate(day))
    throw wrongUse(
      'PDF のファイル名と、--date は 2026-04-01 の形で書いてください。',
      'Name the PDF; --date is written like 2026-04-01.',
    );
  const { figures, city } = await db.tenant(municipality, 'worker', async (tx) => ({
    figures: await selectDailyFigures(tx, day),
    city: (await definitionsOf(tx, municipality)).organisation(day).municipality.name,
  }));
  const pdf = createPdf();
  try {
    const rendered = await pdf.renderPdf(dailyReport(figures, signer, city, { actText, zoneText }));
    if (!rendered.ok)
      throw new Trouble(
        '日報を作れませんでした。',
        `The report failed: ${rendered.error.message ?? rendered.error.code}`,
      );
    await writeFile(file, rendered.value.bytes);
  } finally {
    pdf.close();
  }
  console.log(file);
}

async function resume({ db, municipality, signer, sinks }: Place, given: Words): Promise<void> {
  const reason = given.text('reason')?.trim() ?? '';
  if (reason === '') throw wrongUse('--reason に理由を書いてください。', 'Give the reason with --reason.');
  const size = await resumeSealing(db, municipality, signer, sinks, reason);
  if (size === null)
    throw new Trouble(
      'データベースの最後の先頭がこの窓口の署名ではありません。バックアップから戻してください。',
      'The last head in the database is not signed by us: restore a backup first.',
    );
  console.log(`${size}件から再開します。 / Sealing goes on from ${size} rows.`);
}
