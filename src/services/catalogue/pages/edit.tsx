/** Changes one entry of the stock-take. */
import { useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { entryToEdit, keepEntry, yearsWritten } from '../keep-entry.server.ts';
import { stockOf } from '../stock.server.ts';
import { EntryForm } from '../views/entry-form.tsx';

export const handle = { permission: 'catalogue.edit', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params }) => {
  const stock = await stockOf({ actor, tx, info });
  const { listed, base } = entryToEdit(stock, params.procedure ?? '');
  return {
    listed: listed!,
    entry: base,
    years: yearsWritten(stock.today),
    departments: stock.departments.filter((one) => stock.mayEdit(one.code)),
  };
});

export const action = guardStaff(handle, (scene) => keepEntry(scene, scene.params.procedure ?? ''));

export default function EditEntry() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title={`${page.listed.name}を直す`}
      crumb="直す"
      crumbs={[
        { to: staffPaths.catalogue, text: '手続の一覧' },
        { to: href(staffPaths.catalogueEntry, { procedure: page.listed.code }), text: page.listed.name },
      ]}
      errors={failed?.issues.length ?? 0}
    >
      <EntryForm {...page} failed={failed} />
    </Page>
  );
}
