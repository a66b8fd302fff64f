/** Two processes of each site behind a balancer are restarted one after the other under load: every request is answered. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectAllArrived } from '../support/arrived.ts';
import { startBalancedCity } from '../support/balanced-city.ts';
import { expect, type Journey } from '../support/journey.ts';
import { startTraffic } from '../support/traffic.ts';

const rolling: Journey['run'] = async ({ output }) => {
  const city = await startBalancedCity(path.join(output, 'rolling'));
  try {
    const mix = { readers: 3, applicants: 2, clerks: 1, pauseMs: 10 };
    const traffic = startTraffic({ ...mix, portal: city.portal.origin, staff: city.staff.origin });
    await sleep(2_000);
    const statuses = await city.rollingRestart();
    await sleep(1_000);
    const counts = await traffic.stop();
    expect(
      statuses.length === 4 && statuses.every((status) => status === 0),
      `all four ended cleanly, not ${statuses}`,
    );
    expect(
      counts.failures.length === 0 && city.portal.failures() + city.staff.failures() === 0,
      `every one of ${counts.requests} requests was answered, not: ${counts.failures.join('; ')} (balancer ${city.portal.failures()} + ${city.staff.failures()})`,
    );
    expect(
      counts.requests > 100 && counts.receipts.length > 0,
      `there was load (${counts.requests} requests)`,
    );
    await expectAllArrived(city.staff.origin, counts.receipts.slice(0, 10));
    console.log(`      ${counts.requests} requests, ${counts.receipts.length} applications, none failed`);
  } finally {
    await city.stop();
  }
};

export default [{ name: 'no request fails', run: rolling }] satisfies Journey[];
