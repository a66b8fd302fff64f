/** Fills the demo city: packs, staff, sign-ins. Idempotent; sample cases are seeded by real use cases. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hasErrors, loadPacks, type PackProblem } from '#core/packs.server';
import { addTotp, demoPassword, demoTotpSeed, insertCredential } from '#core/people/staff.server';
import { hashPassword } from '#platform/crypto.server';
import { addMunicipality } from '#platform/db.server';
import type { Admin } from '../admin.server.ts';
import { inRoot } from '../root.server.ts';
import { fileStoreOf } from '../runtime.server.ts';
import { composeProcedures } from '../samples/city-procedures/compose.ts';
import { loadProcedures } from '../samples/city-procedures/load.server.ts';
import { readSource } from '../samples/city-procedures/read-source.server.ts';
import { loadPatients } from '../samples/infectious-disease/load.server.ts';
import { loadHouses } from '../samples/vacant-houses/load.server.ts';
import { insertDemoCases } from './demo-cases.server.ts';
import { selectStaffWithoutPassword } from './demo-credentials.sql.ts';
import { insertDemoRecords } from './demo-records.server.ts';

/** Packs of the demo city, in the order they require each other. */
const demoPacks = ['base', 'demo', 'infectious-disease', 'vacant-houses'];
/** Enough to see lists and charts; `madoguchi sample` brings more. */
const demoPatients = 300;
const demoHouses = 60;

export interface DemoCity {
  code: string;
  name: string;
}

/** Makes sure that the demo city is there and gives its code. */
export async function seedDemo(admin: Admin, say: (line: string) => void): Promise<DemoCity> {
  const file = JSON.parse(await readFile(inRoot('packs/demo/organisation.json'), 'utf8')) as {
    municipality: DemoCity;
  };
  const { code, name } = file.municipality;
  await addMunicipality(admin.migrateOptions, { code, name, hosts: ['localhost', '127.0.0.1'] });
  const loaded = await loadPacks(
    admin.db,
    code,
    demoPacks.map((name) => inRoot(`packs/${name}`)),
    // They came with the program and were checked with it; working out every rule takes seconds, at every start.
    { check: false },
  );
  if (!loaded.ok) throw new PackError(loaded.error);
  const { definitions, staff } = loaded.value;
  if (loaded.value.changed)
    say(`${name}：定義 ${definitions.length} 件、職員 ${staff.joins.length} 人を読み込みました。`);
  await seedCredentials(admin, code);
  await insertDemoCases(admin, code, say);
  await insertDemoRecords(admin, code, say);
  const procedures = await loadProcedures({
    db: admin.asZone('staff'),
    municipality: code,
    samples: composeProcedures(await readSource(inRoot('packs/demo/samples/city-procedures')), {
      perSubject: 1,
    }),
  });
  if (procedures > 0) say(`手続の棚卸しの見本 ${procedures} 件を入れました。`);
  const { keyring } = admin;
  const made = await loadPatients({
    db: admin.asZone('staff'),
    keyring,
    municipality: code,
    count: demoPatients,
  });
  if (made.patients > 0) say(`見本の患者 ${made.patients} 人を入れました。`);
  const houses = await loadHouses({
    db: admin.asZone('staff'),
    keyring,
    municipality: code,
    files: fileStoreOf(admin.config).of(code),
    count: demoHouses,
  });
  if (houses > 0) say(`見本の空き家 ${houses} 件を入れました。`);
  return { code, name };
}

export class PackError extends Error {
  readonly problems: PackProblem[];
  constructor(problems: PackProblem[]) {
    super(
      problems
        .filter((one) => hasErrors([one]))
        .map((one) => `  ${one.file} ${one.path}: ${one.ja}`)
        .join('\n'),
    );
    this.problems = problems;
  }
}

/** The same password for everybody and a one-time password each; the sign-in page of the demo shows both. */
async function seedCredentials(admin: Admin, municipality: string): Promise<void> {
  const { keyring } = admin;
  const db = admin.asZone('staff');
  const staff = await db.tenant(municipality, 'staff', selectStaffWithoutPassword);
  if (staff.length === 0) return;
  const secret = await hashPassword(demoPassword);
  await db.tenant(municipality, 'staff', async (tx) => {
    for (const { id: staffId, login } of staff) {
      await insertCredential(tx, { id: randomUUID(), staffId, kind: 'password', secret });
      await addTotp({ tx, keyring, municipality }, staffId, demoTotpSeed(keyring, municipality, login));
    }
  });
}
