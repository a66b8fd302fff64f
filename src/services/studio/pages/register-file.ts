/** The register as CSV, safe to open in a spreadsheet. */
import { writeCsv } from '#core/exports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatBoth } from '#kernel/dates';
import { responseHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { deskOf, today } from '../desk.server.ts';
import { registerCells, registerLabels, registerLines } from '../register-page.server.ts';

export const handle = { permission: 'app.build' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const lines = await registerLines(deskOf(scene));
  scene.touched(
    'app',
    lines.map((line) => line.appId),
    ['internal'],
    'app.register.export',
  );
  async function* rows() {
    yield lines.map(registerCells);
  }
  const day = today();
  const footer = () => `業務アプリ台帳 ${formatBoth(day)} ${lines.length}件`;
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(registerLabels, rows(), footer, { encoding: 'utf-8', replacements: {} }))
    pieces.push(piece);
  return new Response(Buffer.concat(pieces), {
    headers: responseHeaders(`業務アプリ台帳-${day}.csv`, 'text/csv; charset=utf-8'),
  });
});
