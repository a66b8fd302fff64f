/** 端末に持ち出す: records of one list, to be filled in where there is no line. */
import { useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { chosenPage, takableApp, take, takePage } from '../field/take-page.server.ts';
import { TakeAlong, type TakeAnswer } from '../field/views/take-along.tsx';
import { textIn } from '../record/desk.server.ts';
import { appHeadData } from '../table/app-head-data.server.ts';
import { AppHead } from '../views/app-head.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await takableApp(scene);
  return { app: await appHeadData(open), page: await takePage(scene, open) };
});

export const action = guardStaff(handle, async (scene): Promise<TakeAnswer> => {
  const open = await takableApp(scene);
  if (textIn(scene.form, 'intent') !== 'take') return { kind: 'chosen', page: await chosenPage(scene, open) };
  const taken = await take(scene, open);
  if (taken.ok) return { kind: 'taken', ...taken.value };
  if (taken.error.issues === undefined) throw new Refusal(taken.error);
  return { kind: 'wrong', issues: taken.error.issues };
});

export default function Take() {
  const { app, page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const chosen = answer?.kind === 'chosen' ? answer.page : page;
  return (
    <AppHead app={app} title="端末に持ち出す" intent>
      <TakeAlong
        key={`${chosen.view} ${chosen.records.map((one) => one.id).join()}`}
        app={app.id}
        page={chosen}
      />
    </AppHead>
  );
}
