/** A sample application arrives: by message from the resident side, or entered by staff. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { formContext, formOf, newNumber } from '#core/applications.server';
import { enterCase } from '#core/cases.server';
import { definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import { type Answers, type Field, isReadOnly, type Json } from '#core/fields';
import { submittedAnswers } from '#core/forms';
import { actorOfLogin } from '#core/people.server';
import { applicationPlace, messagePlace, sealAnswers } from '#core/sealing.server';
import { unwrap } from '#kernel/result';
import { sealsOf } from '#platform/crypto.server';
import { inRoot } from '../root.server.ts';
import { accountOf, insertApplication, insertPortalFile } from './demo-cases.sql.ts';
import type { Arrived, DemoTools, SampleCase } from './sample-case.ts';

interface Kept {
  id: string;
  fieldId: number;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
}

export async function arriveSample(tools: DemoTools, sample: SampleCase): Promise<Arrived> {
  const arrivedAt = new Date(Date.now() - sample.arrivedDaysAgo * 86_400_000 - 2 * 3_600_000);
  const kept: Kept[] = [];
  const { procedure, app, answers, fields } = await tools.db.tenant(
    tools.municipality,
    'portal',
    async (tx) => {
      const definitions = await definitionsOf(tx, tools.municipality);
      const found = definitions.procedure(sample.procedure, { on: tools.today })!;
      const appFound = definitions.app(found.body.app!, { on: tools.today })!;
      const form = formOf(definitions, appFound.body, appFound.version);
      const plain = await answersById(tools, form.fields as unknown as Field[], sample.answers, kept);
      const context = formContext({ definitions, language: sample.language }, arrivedAt);
      return {
        procedure: found,
        app: appFound,
        fields: form.fields as unknown as Field[],
        answers: submittedAnswers(form, plain, context),
      };
    },
  );

  if (sample.channel !== 'online') {
    const login = sample.acts.find((act) => act.by !== 'applicant' && act.by !== 'register')!.by;
    const entered = await tools.db.tenant(tools.municipality, 'staff', async (tx) =>
      enterCase(
        { tx, municipality: tools.municipality, actor: await actorOfLogin(tx, login, tools.today) },
        sealsOf({ ...tools, tx }, 'staff'),
        {
          procedureId: procedure.body.id,
          channel: sample.channel as 'counter',
          arrivedAt: arrivedAt.toISOString(),
          answers,
          scans: [],
        },
      ),
    );
    return { sample, applicationId: null, receiptNumber: unwrap(entered).receiptNumber };
  }

  const applicationId = randomUUID();
  const receiptNumber = newNumber();
  await tools.db.tenant(tools.municipality, 'portal', async (tx) => {
    const seals = sealsOf({ ...tools, tx }, 'portal');
    const arrived = arrivedAt.toISOString();
    const here = applicationPlace(applicationId, app.body.id);
    const onTheWay = messagePlace('application.submitted', applicationId, arrived, app.body.id);
    const accountId =
      sample.contact.mail === undefined ? null : await accountOf(tx, randomUUID(), sample.contact.mail);
    const begun = {
      procedure: { id: procedure.body.id, version: procedure.version },
      app: { id: app.body.id, version: app.version },
    };
    await insertApplication(tx, {
      id: applicationId,
      receiptNumber,
      ...begun,
      accountId,
      language: sample.language,
      answers: await sealAnswers(seals, here, fields, answers),
      arrivedAt,
    });
    for (const file of kept) await insertPortalFile(tx, { ...file, applicationId });
    await post(tx, 'application.submitted', {
      applicationId,
      receiptNumber,
      procedureId: procedure.body.id,
      procedureVersion: procedure.version,
      appId: app.body.id,
      appVersion: app.version,
      arrivedAt: arrived,
      language: sample.language,
      assurance: accountId === null ? 'none' : 'mail',
      answers: await sealAnswers(seals, onTheWay, fields, answers),
      attachments: kept,
    });
  });
  return { sample, applicationId, receiptNumber };
}

/** Samples name fields by code; lines get keys, files are put into the store. */
export async function answersById(
  tools: DemoTools,
  fields: readonly Field[],
  byCode: Record<string, Json>,
  kept: Kept[],
): Promise<Answers> {
  const answers: Answers = {};
  for (const field of fields) {
    const value = byCode[field.code];
    if (value === undefined || isReadOnly(field.type)) continue;
    if (field.fields !== undefined) {
      const lines: Json[] = [];
      for (const [index, line] of (value as Record<string, Json>[]).entries()) {
        lines.push({ key: `k${index + 1}`, values: await answersById(tools, field.fields, line, kept) });
      }
      answers[field.id] = lines;
    } else answers[field.id] = hasFiles(value) ? await keepFiles(tools, field.id, value, kept) : value;
  }
  return answers;
}

const hasFiles = (value: Json): value is { $file: string }[] =>
  Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null && '$file' in one);

async function keepFiles(
  tools: DemoTools,
  fieldId: number,
  named: { $file: string }[],
  kept: Kept[],
): Promise<Json> {
  const value: Json[] = [];
  for (const { $file: name } of named) {
    const bytes = await readFile(path.join(inRoot('packs/demo/samples/files'), name));
    const stored = unwrap(
      await tools.files.of(tools.municipality).put(bytes, {
        name,
        allowed: ['application/pdf', 'image/jpeg', 'image/png'],
        maxBytes: 10_000_000,
      }),
    );
    const id = randomUUID();
    kept.push({
      id,
      fieldId,
      sha256: stored.sha256,
      name: stored.name,
      type: stored.type,
      bytes: stored.bytes,
    });
    value.push({ fileId: id, name: stored.name, type: stored.type, bytes: stored.bytes });
  }
  return value;
}
