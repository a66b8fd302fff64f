/** A test city whose office works: handlers, fonts, files, and a register that answers what a test puts into it. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { definitionsOf } from '#core/definitions.server';
import type { Answers, Json } from '#core/fields';
import { createRegisters } from '#core/registers.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createFileStore, type FileStore } from '#platform/files.server';
import { deliverAll, type Handlers } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { caseHandlers, type Desk, type Issuer, readCase } from './index.server.ts';
import { actorOf, arrive, keyring } from './testing.server.ts';

export interface Office {
  city: TestCity;
  issuer: Issuer;
  files: FileStore;
  /** Where they lie. */
  folder: string;
  /** What went to the resident side, in order. */
  crossed: { kind: string; payload: Record<string, unknown> }[];
  /** What the registers answer next; null is an outage. */
  register: { tax: object | null; vaccination: object | null };
  deliver(): Promise<number>;
  /** A sample case of the demo pack arrives; gives its id. `change` goes over the answers, by field id. */
  newCase(sampleId: string, change?: Answers): Promise<string>;
  /** One act as a login, in its own transaction. */
  as<T>(login: string, work: (desk: Desk) => Promise<T>): Promise<T>;
  revisionOf(login: string, id: string): Promise<number>;
  stateOf(login: string, id: string): Promise<string>;
  close(): Promise<void>;
}

const samples = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../packs/demo/samples/cases.json'), 'utf8'),
) as { cases: { id: string; procedure: string; answers: Record<string, Json> }[] };

const toPortal = [
  'case.state',
  'case.correctionAsked',
  'case.message',
  'case.receipt',
  'application.access',
  'document.issued',
  'document.state',
];

export async function openOffice(
  tools: Pick<Parameters<typeof caseHandlers>[0], 'signing' | 'numbersOf'> = {},
): Promise<Office> {
  const city = await createTestCity();
  const pdf = createPdf();
  const register: Office['register'] = { tax: { status: 'notFound' }, vaccination: { status: 'notMatched' } };
  const registerServer = createServer((request, response) => {
    const answer = request.url?.includes('tax') ? register.tax : register.vaccination;
    response.writeHead(answer === null ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => registerServer.listen(0, '127.0.0.1', resolve));
  const port = (registerServer.address() as AddressInfo).port;
  const registers = createRegisters({ url: `http://127.0.0.1:${port}`, token: 'test' });
  const issuer: Issuer = { portalOrigin: 'https://portal.test', registers };
  const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-files-'));
  const files = createFileStore({ dir: folder });
  const crossed: Office['crossed'] = [];
  const note = (kind: string): Handlers[string] => ({
    zone: 'portal',
    handle: async ({ message }) =>
      void crossed.push({ kind, payload: message.payload as Record<string, unknown> }),
  });
  const handlers: Handlers = {
    ...caseHandlers({ ...tools, pdf, files, registers, portalOrigin: issuer.portalOrigin, keyring }),
    ...Object.fromEntries(toPortal.map((kind) => [kind, note(kind)])),
  };
  const deliver = () => deliverAll({ db: city.worker, handlers }, city.code);
  const as: Office['as'] = (login, work) =>
    city.staff.tenant(city.code, 'staff', async (tx) =>
      work({ tx, municipality: city.code, actor: await actorOf(tx, login) }),
    );
  let counter = 0;

  return {
    city,
    issuer,
    files,
    folder,
    crossed,
    register,
    deliver,
    as,
    async newCase(sampleId, change = {}) {
      counter += 1;
      const receiptNumber = `TEST-${counter}`;
      await city.portal.tenant(city.code, 'portal', async (tx) => {
        const { procedureId, answers } = await answersOf(tx, city.code, sampleId);
        return arrive(tx, city.code, { procedureId, answers: { ...answers, ...change }, receiptNumber });
      });
      await deliver();
      return city.staff.tenant(city.code, 'staff', async (tx) => {
        const { rows } = await sql<{
          id: string;
        }>`SELECT id FROM cases WHERE receipt_number = ${receiptNumber}`.execute(tx);
        return rows[0]!.id;
      });
    },
    revisionOf: (login, id) => as(login, async (desk) => unwrap(await readCase(desk, id)).row.revision),
    stateOf: (login, id) => as(login, async (desk) => unwrap(await readCase(desk, id)).row.state),
    async close() {
      registerServer.close();
      pdf.close();
      await city.close();
    },
  };
}

interface SampleField {
  id: number;
  code: string;
  type: string;
  fields?: { id: number; code: string }[];
}

/** Answers of a sample case by field id, as the portal would send them. */
async function answersOf(
  tx: Tx,
  municipality: string,
  id: string,
): Promise<{ procedureId: string; answers: Answers }> {
  const one = samples.cases.find((each) => each.id === id)!;
  const definitions = await definitionsOf(tx, municipality);
  const on = tokyoDate(new Date());
  const procedure = definitions.procedure(one.procedure, { on })!.body;
  const app = definitions.app(procedure.app!, { on })!.body;
  const answers: Answers = {};
  for (const field of app.fields as SampleField[]) {
    const value = one.answers[field.code];
    if (value === undefined || field.type === 'file' || field.type === 'photo') continue;
    answers[field.id] =
      field.fields === undefined ? value : linesOf(field.fields, value as Record<string, Json>[]);
  }
  return { procedureId: procedure.id, answers };
}

function linesOf(fields: { id: number; code: string }[], rows: Record<string, Json>[]): Json {
  return rows.map((row, index) => ({
    key: `k${index + 1}`,
    values: Object.fromEntries(
      fields.filter((one) => row[one.code] !== undefined).map((one) => [one.id, row[one.code]!]),
    ),
  }));
}
