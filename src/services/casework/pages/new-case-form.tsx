/** The same form as on the portal, all pages on one; not hydrated, so that its own script does not meet React's. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { enterCase } from '#core/cases.server';
import {
  actionName,
  actOnPage,
  checkPage,
  onePage,
  parsePage,
  readAction,
  readPosted,
  submittedAnswers,
} from '#core/forms';
import { FormPage } from '#core/forms.view';
import { guardStaff, lookUpTown } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatWareki, parseFullDate, tokyoDate, tokyoInstant } from '#kernel/dates';
import { type Issue, sentenceOf } from '#kernel/errors';
import { sealsOf } from '#platform/crypto.server';
import { claimFile } from '#platform/files.server';
import { csrfField, type RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Page } from '#ui/staff';
import { deskOf, refuse, textIn } from '../desk.server.ts';
import { entryForm } from '../enter-form.server.ts';
import { filesToEnter, keepFiles, openState, sealState } from '../entry-state.server.ts';
import { EntryHead } from '../views/entry-head.tsx';

export const handle = {
  permission: 'case.enter',
  script: false,
  enhanced: true,
} satisfies RouteHandle<StaffPermission> & { enhanced: true };

const own = [csrfField, '_state', 'channel', 'arrivedOn'];
const channels = ['counter', 'phone', 'post'] as const;

export const loader = guardStaff(handle, async (scene) => {
  const { procedure, form, context, today } = await entryForm(scene);
  return { id: procedure.id, title: procedure.title.ja, form, context, arrivedOn: formatWareki(today) };
});

export const action = guardStaff(handle, async (scene) => {
  const { runtime, info, form: posted, touched } = scene;
  const { procedure, form, fields, context, today } = await entryForm(scene);
  const place = { municipality: info.municipality, procedure: procedure.id, staffId: scene.actor.id };
  const before = openState(runtime.keyring, place, textIn(posted, '_state'));
  const read = await readPosted(posted, own);
  const act = readAction(read.typed);
  const acted = await actOnPage(form, read.typed, act, context, {
    lookUpTown: (code) => lookUpTown(scene.tx, code),
  });
  const maxBytes = runtime.config.UPLOAD_MAX_MB * 1_000_000;
  const files = runtime.files.of(info.municipality);
  const kept = await keepFiles(files, maxBytes, form, read.files, before, acted.typed);
  const checked = checkPage(form, onePage, kept.typed, kept.state.answers, context);
  const state = { ...kept.state, answers: checked.answers };
  const head = { channel: textIn(posted, 'channel'), arrivedOn: textIn(posted, 'arrivedOn') };
  const back = (issues: Issue[], status = 422) =>
    data(
      {
        head,
        typed: kept.typed,
        answers: state.answers,
        issues,
        notices: [...acted.notices, ...checked.notices],
        unseen: checked.unseen,
        state: sealState(runtime.keyring, place, state),
        files: state.files.filter((file) => file.fieldId === null).map((file) => file.name),
      },
      { status },
    );
  if (act.kind !== 'other') return back([], 200);
  const channel = channels.find((one) => one === head.channel);
  const arrived = parseFullDate(head.arrivedOn, { today });
  const ofHead: Issue[] = [
    ...(channel === undefined ? [{ path: 'channel', message: 'どこで受けたかを選んでください。' }] : []),
    ...(arrived.ok ? [] : [{ path: 'arrivedOn', message: sentenceOf(arrived.error) }]),
  ];
  // Paper may come with gaps: it arrived all the same, and is completed by a correction. What cannot be read is not lost.
  const unreadable = parsePage(form, onePage, kept.typed, kept.state.answers, context).issues;
  const issues = [...ofHead, ...kept.issues, ...(act.value === 'incomplete' ? unreadable : checked.issues)];
  if (issues.length > 0 || channel === undefined || !arrived.ok) return back(issues);
  const answers = submittedAnswers(form, state.answers, context);
  const arrivedOn = arrived.value.date;
  const seals = sealsOf({ tx: scene.tx, keyring: runtime.keyring, municipality: info.municipality }, 'staff');
  const scans = filesToEnter(fields, answers, state.files);
  for (const { sha256, fieldId, name } of scans) {
    const path = fieldId === null ? 'scan' : `f${fieldId}`;
    // The page may have been open for longer than unnamed contents are kept.
    if (!(await claimFile(scene.tx, files, sha256)).ok)
      return back([{ path, message: `「${name}」をもう一度選んでください。` }]);
  }
  const entered = await enterCase(deskOf(scene), seals, {
    procedureId: procedure.id,
    channel,
    arrivedAt: (arrivedOn === tokyoDate(new Date()) ? new Date() : tokyoInstant(arrivedOn, 9)).toISOString(),
    answers,
    scans: scans.map(({ fileId, sha256, name, type, bytes, scan, fieldId }) => ({
      id: fileId,
      sha256,
      name,
      type,
      bytes,
      scan,
      fieldId,
    })),
  });
  if (!entered.ok && entered.error.code === 'notFound') return refuse();
  if (!entered.ok)
    return back(
      (entered.error.issues ?? [{ path: '', message: sentenceOf(entered.error) }]).map((one) => ({
        ...one,
        path: one.path === 'arrivedAt' ? 'arrivedOn' : one.path,
      })),
    );
  touched('case', [entered.value.caseId], ['personal'], 'case.enter');
  throw redirect(`${href(staffPaths.case, { case: entered.value.caseId })}?done=entered`, { status: 303 });
});

export default function NewCaseForm() {
  const { title, form, context, arrivedOn } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  return (
    <Page
      title={`案件の入力：${title}`}
      crumb={title}
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.newCase, text: '案件の入力' },
      ]}
      errors={again?.issues.length ?? 0}
      bare
    >
      <div className="entry">
        <FormPage
          form={form}
          page={onePage}
          answers={again?.answers ?? {}}
          typed={again?.typed}
          issues={again?.issues ?? []}
          notices={again?.notices ?? []}
          unseen={again?.unseen ?? []}
          context={context}
          files
          nextLabel="この内容で登録する"
          hidden={
            <>
              <Csrf />
              <input type="hidden" name="_state" value={again?.state ?? ''} />
              <EntryHead
                channel={again?.head.channel ?? 'counter'}
                arrivedOn={again?.head.arrivedOn ?? arrivedOn}
                issues={again?.issues ?? []}
                files={again?.files ?? []}
              />
            </>
          }
        >
          <button type="submit" className="button button-secondary" name={actionName} value="incomplete">
            空欄があるまま登録する
          </button>
        </FormPage>
      </div>
    </Page>
  );
}
