/**
 * What is sealed stands in clear nowhere: not in a table, the write-ahead log, the database's own files, the job queue,
 * the file store, a log line or an error page. The raw bytes are searched, as somebody who has stolen a disk would.
 */
import './route-matrix.environment.ts';
import { randomInt, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DefinedField, Field } from '#core/fields';
import { applyShape, insertRecord, type RecordApp } from '#core/records.server';
import { recordPlace, sealAnswers } from '#core/sealing.server';
import { unwrap } from '#kernel/result';
import { sealsOf } from '#platform/crypto.server';
import { createLog } from '#platform/log.server';
import { renewSealed } from './renew-sealed.server.ts';
import { rotateDataKey } from './rotate-keys.server.ts';
import * as rows from './sealed-house.sql.ts';
import { openSealedHouse, type SealedHouse } from './sealed-house.testing.ts';
import { createTestSite } from './testing-site.server.ts';

let house: SealedHouse;
const said: Buffer[] = [];
const outputs = [process.stdout, process.stderr];
const writes = outputs.map((output) => output.write);

beforeAll(async () => {
  house = await openSealedHouse('debug');
  await house.city.admin.tenant(house.city.code, 'owner', rows.storeUncompressed);
});
afterAll(async () => {
  outputs.forEach((output, index) => {
    output.write = writes[index]!;
  });
  await house?.close();
});

/** Twelve digits with the right check digit, that nobody else in the cluster writes. */
function newIndividualNumber(): string {
  const digits = Array.from({ length: 11 }, (_, index) => (index === 0 ? 9 : randomInt(10)));
  const sum = digits.reduce((total, digit, index) => {
    const n = 11 - index;
    return total + digit * (n <= 6 ? n + 1 : n - 5);
  }, 0);
  return `${digits.join('')}${sum % 11 <= 1 ? 0 : 11 - (sum % 11)}`;
}

/** Every form in which bytes may hold it in clear. */
function formsOf(text: string): Map<string, Buffer> {
  const forms = new Map<string, Buffer>([
    ['as it is', Buffer.from(text)],
    ['as UTF-16', Buffer.from(text, 'utf16le')],
    ['in hexadecimal', Buffer.from(Buffer.from(text).toString('hex'))],
  ]);
  for (const shift of [0, 1, 2]) {
    const encoded = Buffer.from(`${'x'.repeat(shift)}${text}`)
      .toString('base64')
      .replace(/=+$/, '');
    // Without the characters at both ends that share bits with their neighbours.
    forms.set(`in base64, shifted by ${shift}`, Buffer.from(encoded.slice(shift === 0 ? 0 : 4, -2)));
  }
  if (/^\d+$/.test(text)) {
    for (const separator of ['-', ' ', '.', '－'])
      forms.set(`parted by ${separator}`, Buffer.from(text.replace(/(\d{4})(?=\d)/g, `$1${separator}`)));
    const wide = text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    forms.set('full-width', Buffer.from(wide));
  }
  return forms;
}

/** Names of places that hold one of the texts in clear. */
function search(place: string, bytes: Buffer, texts: Record<string, string>): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    [...formsOf(text)].flatMap(([form, pattern]) =>
      bytes.includes(pattern) ? [`${place}: ${name} ${form}`] : [],
    ),
  );
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

async function searchFolder(place: string, folder: string, texts: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const file of await filesBelow(folder)) {
    // Other tests use the cluster too: their files come and go.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    found.push(...search(place, bytes, texts));
  }
  return [...new Set(found)];
}

async function searchEverywhere(texts: Record<string, string>): Promise<string[]> {
  const { dataDirectory, database } = await house.city.admin.shared(rows.whereDataLies);
  const dump = Buffer.from(
    (
      await house.city.admin.shared((client) =>
        rows.dumpEverything(client, [`m${house.city.code}`, 'graphile_worker', 'madoguchi', 'public']),
      )
    ).join('\n'),
  );
  const wal = await searchFolder('pg_wal', path.join(dataDirectory, 'pg_wal'), texts);
  await house.city.admin.shared((client) => client.query('CHECKPOINT'));
  return [
    ...search('dump', dump, texts),
    ...wal,
    ...(await searchFolder('base', path.join(dataDirectory, 'base', database), texts)),
    ...(await searchFolder('files', house.filesDir, texts)),
    ...search('log', Buffer.concat(said), texts),
  ];
}

test('a canary in sealed fields is found nowhere, from the first key stroke to the notice and through a change of keys', async () => {
  const mark = `${randomInt(1e9)}`.padStart(9, '0');
  const sealed = {
    'individual number': newIndividualNumber(),
    'account number': `${randomInt(1_000_000, 9_999_999)}`,
    'account number corrected': `${randomInt(1_000_000, 9_999_999)}`,
    'account holder': `ｶﾅﾘﾔ${mark}`,
    'sealed text': `相談の内容${mark}号`,
  };
  const open = { street: `開示町${mark}番地` };
  outputs.forEach((output, index) => {
    output.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      said.push(Buffer.from(chunk as string));
      return writes[index]!.call(output, chunk as never, ...rest);
    }) as typeof output.write;
  });
  const bank = (number: string) => ({
    'f70.bank': ['0001'],
    'f70.branch': ['001'],
    'f70.kind': ['1'],
    'f70.number': [number],
    'f70.holder': [sealed['account holder']],
  });
  const school = await house.apply(
    {
      procedureId: 'school-expense-assistance',
      sample: 'school-received',
      changes: { 事情: open.street },
    },
    { pageId: 'bank-account', typed: bank(sealed['account number']) },
  );
  await house.apply(
    {
      procedureId: 'resident-tax-declaration',
      sample: 'declare-received',
      changes: { 個人番号: sealed['individual number'] },
    },
    { pageId: 'contact', typed: { f4: ['090-0000-1023'], f6: [sealed['individual number']] } },
  );
  // A draft that nobody sends keeps what was typed, too.
  await house.write(undefined, {
    pageId: 'bank-account',
    typed: { ...bank(sealed['account number']), 'f70.branch': ['wrong'] },
  });
  await house.askFor('gakuji-shuji', school.caseId, ['f70']);
  await school.correct({ ...bank(sealed['account number corrected']), _action: ['save'] });
  await school.correct({ ...bank(sealed['account number corrected']), _action: ['next'] });
  await house.deliver();
  await house.decide(school.caseId);
  await writeSealedText(sealed['sealed text'], open.street);
  for (const zone of ['portal', 'staff'] as const) await rotateDataKey(house.tools, house.city.code, zone);
  await renewSealed(house.tools, house.city.code, { pauseMs: 0 });

  createLog('debug', 'canary').info('something in clear', { street: open.street });
  // The search works: what is not sealed is found in each of these places.
  const inClear = await searchEverywhere(open);
  for (const place of ['dump', 'pg_wal', 'base', 'log'])
    expect(inClear).toContain(`${place}: street as it is`);
  expect(await searchEverywhere(sealed)).toEqual([]);
});

/** A record with free text that is sealed, beside the same field open, in the table and inside a line. */
async function writeSealedText(secret: string, open: string): Promise<void> {
  const { city, keyring } = house;
  const text = (id: number, more: Partial<DefinedField> = {}) =>
    ({
      id,
      code: `項目${id}`,
      type: 'long-text',
      label: { ja: `項目${id}` },
      options: {},
      ...more,
    }) as DefinedField;
  const hidden = { classification: 'sealed' } as const;
  const app: RecordApp = {
    id: 'consultation-notes',
    title: { ja: '相談' },
    fields: [
      text(1, hidden),
      text(2),
      text(3, { type: 'lines', fields: [text(4, hidden)] } as Partial<DefinedField>),
    ],
  };
  await city.admin.tenant(city.code, 'owner', async (tx) => unwrap(await applyShape(tx, app)));
  await city.staff.tenant(city.code, 'staff', async (tx) => {
    const id = randomUUID();
    const seals = sealsOf({ tx, keyring, municipality: city.code }, 'staff');
    const answers = { 1: secret, 2: open, 3: [{ key: 'k1', values: { 4: secret } }] };
    const fields = app.fields as unknown as Field[];
    const sealed = await sealAnswers(seals, recordPlace(app.id, id), fields, answers as never);
    await insertRecord(tx, seals, app, id, sealed, { kind: 'staff', postId: null });
  });
}

test('a value that does not open ends in an error page that shows nothing of it, and loses nothing', async () => {
  const number = `${randomInt(1_000_000, 9_999_999)}`;
  const holder = 'ｶﾅﾘﾔ ｴﾗｰ';
  const typed = {
    'f70.bank': ['0001'],
    'f70.branch': ['001'],
    'f70.kind': ['1'],
    'f70.number': [number],
    'f70.holder': [holder],
  };
  const { draftId } = await house.write(undefined, { pageId: 'bank-account', typed });
  const cookie = await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    rows.sessionFor(tx, draftId),
  );
  const site = await createTestSite('portal', house.city.portal, { filesDir: house.filesDir });
  try {
    const page = () =>
      site.app.inject({
        url: `/drafts/${draftId}/pages/bank-account`,
        headers: { host: 'a.test', cookie: `madoguchi=${cookie}` },
      });
    expect((await page()).body).toContain(number);
    const before = await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
      rows.breakDraft(tx, draftId),
    );
    const broken = await page();
    expect(broken.statusCode).toBe(500);
    for (const secret of [number, holder, 'sealed', 'v2.'])
      expect(`${JSON.stringify(broken.headers)}${broken.body}`).not.toContain(secret);
    await house.city.admin.tenant(house.city.code, 'owner', (tx) => rows.restoreDraft(tx, draftId, before));
    expect((await page()).body).toContain(number);
  } finally {
    await site.app.close();
  }
});
