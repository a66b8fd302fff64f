/** `madoguchi sample <pack>`: realistic fictional records of a pack, for trying it out and for measuring. */
import { loadPatients } from '../samples/infectious-disease/load.server.ts';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { wrongUse } from './trouble.ts';

const most = 1_000_000;

export async function runSample(words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' }, count: { type: 'string' } });
  const [pack] = given.positionals;
  if (pack !== 'infectious-disease')
    throw wrongUse(
      '見本のあるパックは infectious-disease です。',
      'There is a sample of: infectious-disease.',
    );
  const count = Number(given.text('count') ?? 300);
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw wrongUse(`--count は1から${most}までの数です。`, `--count is a number from 1 to ${most}.`);
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    let said = 0;
    const made = await loadPatients({
      db: admin.asZone('staff'),
      keyring: admin.keyring,
      municipality,
      count,
      progress: (done, of) => {
        if (done - said < 10_000 && done < of) return;
        said = done;
        console.log(`${done} / ${of}`);
      },
    });
    console.log(
      made.patients === 0
        ? `もう ${count} 人以上います。何も加えていません。 / There are as many already.`
        : `患者 ${made.patients} 人、健康観察 ${made.logs} 件、引継ぎ ${made.notes} 件を入れました。 / Loaded.`,
    );
  });
}
