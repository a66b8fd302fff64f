/** Adds a procedure to the stock-take. */
import { useActionData, useLoaderData } from 'react-router';
import { emptyEntry } from '#core/inventory';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { keepEntry, yearsWritten } from '../keep-entry.server.ts';
import { stockOf } from '../stock.server.ts';
import { EntryForm } from '../views/entry-form.tsx';

export const handle = { permission: 'catalogue.edit', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info }) => {
  const stock = await stockOf({ actor, tx, info });
  return {
    years: yearsWritten(stock.today),
    own: actor.post?.department ?? '',
    departments: stock.departments.filter((one) => stock.mayEdit(one.code)),
  };
});

export const action = guardStaff(handle, (scene) => keepEntry(scene, null));

export default function NewEntry() {
  const { years, own, departments } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="手続を加える"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.catalogue, text: '手続の一覧' },
      ]}
      errors={failed?.issues.length ?? 0}
    >
      <EntryForm
        entry={{ ...emptyEntry, department: own }}
        listed={null}
        years={years}
        departments={departments}
        failed={failed}
      />
    </Page>
  );
}
