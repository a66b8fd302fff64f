/** `madoguchi sample <pack>`: realistic fictional records of a pack, for trying it out and for measuring. */
import type { Admin } from '../admin.server.ts';
import { fileStoreOf } from '../runtime.server.ts';
import { loadPatients } from '../samples/infectious-disease/load.server.ts';
import { loadHouses } from '../samples/vacant-houses/load.server.ts';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { wrongUse } from './trouble.ts';

const most = 1_000_000;

interface Order {
  municipality: string;
  count: number;
  progress(done: number, of: number): void;
}

/** By pack: how many unless told, and what loading says afterwards; null: there were as many already. */
const samples: Readonly<
  Record<string, { usual: number; load(admin: Admin, order: Order): Promise<string | null> }>
> = {
  'infectious-disease': {
    usual: 300,
    async load(admin, order) {
      const made = await loadPatients({ db: admin.asZone('staff'), keyring: admin.keyring, ...order });
      return made.patients === 0
        ? null
        : `患者 ${made.patients} 人、健康観察 ${made.logs} 件、引継ぎ ${made.notes} 件を入れました。 / Loaded.`;
    },
  },
  'vacant-houses': {
    usual: 60,
    async load(admin, order) {
      const files = fileStoreOf(admin.config).of(order.municipality);
      const made = await loadHouses({
        db: admin.asZone('staff'),
        keyring: admin.keyring,
        files,
        ...order,
      });
      return made === 0 ? null : `空き家 ${made} 件を入れました。 / Loaded.`;
    },
  },
};

export async function runSample(words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' }, count: { type: 'string' } });
  const [pack = ''] = given.positionals;
  const sample = Object.hasOwn(samples, pack) ? samples[pack] : undefined;
  if (sample === undefined) {
    const names = Object.keys(samples);
    throw wrongUse(
      `見本のあるパックは ${names.join('・')} です。`,
      `There is a sample of: ${names.join(', ')}.`,
    );
  }
  const count = Number(given.text('count') ?? sample.usual);
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw wrongUse(`--count は1から${most}までの数です。`, `--count is a number from 1 to ${most}.`);
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    let said = 0;
    const progress = (done: number, of: number) => {
      if (done - said < 10_000 && done < of) return;
      said = done;
      console.log(`${done} / ${of}`);
    };
    const told = await sample.load(admin, { municipality, count, progress });
    console.log(told ?? `もう ${count} 件以上あります。何も加えていません。 / There are as many already.`);
  });
}
