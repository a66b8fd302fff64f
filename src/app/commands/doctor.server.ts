/** `madoguchi doctor`: what is wrong with this installation, and how to mend it. Changes nothing. */
import { readConfig } from '#platform/config.server';
import { migrationsWaiting, whyNot } from '#platform/db.server';
import { openAdmin } from '../admin.server.ts';
import { checkCities, checkDatabase, checkDisk } from '../doctor/house.server.ts';
import { checkLines } from '../doctor/lines.ts';
import { broken, type Finding, printFindings, well } from '../doctor/model.ts';
import { checkNeighbours } from '../doctor/neighbours.server.ts';
import { checkPublicTls } from '../doctor/public-tls.server.ts';
import { checkSettings } from '../doctor/settings.ts';

export async function runDoctor(): Promise<void> {
  const findings = await diagnose();
  console.log(printFindings(findings));
  const bad = findings.filter((one) => one.verdict === 'broken').length;
  const doubtful = findings.filter((one) => one.verdict === 'look').length;
  console.log(
    bad + doubtful === 0
      ? '\nすべて良好です。 / All is well.'
      : `\n直すもの ${bad}件、確かめるもの ${doubtful}件。 / ${bad} to mend, ${doubtful} to look at.`,
  );
  if (bad > 0) process.exitCode = 1;
}

/** Everything that can be asked; what the database cannot tell any more is one finding, not a crash. */
export async function diagnose(): Promise<Finding[]> {
  const config = readConfig(process.env);
  const findings = [
    ...checkSettings(config),
    ...checkLines(config),
    ...(await checkDisk(config)),
    ...(await checkNeighbours(config)),
    ...(await checkPublicTls(config)),
  ];
  try {
    const admin = await openAdmin(config, () => undefined);
    try {
      findings.push(...(await checkDatabase(admin)));
      const waiting = await migrationsWaiting(admin.migrateOptions);
      findings.push(
        waiting.length === 0
          ? well('データベースの版')
          : broken(
              'データベースの版',
              `${waiting.length}件の移行がまだです。madoguchi migrate を実行してください。`,
              `${waiting.length} migrations are missing: madoguchi migrate`,
            ),
        ...(waiting.length === 0 ? await checkCities(admin) : []),
      );
    } finally {
      await admin.close();
    }
  } catch (error) {
    const { ja, en } = whyNot(error);
    findings.push(broken('データベース', ja, en));
  }
  return findings;
}
