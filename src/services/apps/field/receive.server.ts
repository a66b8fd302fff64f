/**
 * One record that was filled in on a device comes back, or a new one that was begun there. It passes the same way as the posted form
 * of the page, so that what others changed meanwhile stays, conflicts show and rules hold; and it counts once, however often the
 * line loses the answer.
 */
import { filesFor, seenRecord } from '#core/entries.server';
import { filesAt, findField } from '#core/forms';
import type { SendAnswer } from '#core/offline';
import { closeDraft, closeSend, openDraft, openSend } from '#core/offline.server';
import { openApp } from '#core/views.server';
import { must } from '#platform/http.server';
import {
  appIn,
  entryDeskOf,
  numberIn,
  recordDeskOf,
  recordIn,
  type StaffScene,
  textIn,
} from '../record/desk.server.ts';
import { formPlace, shownAnswers } from '../record/form-page.server.ts';
import { type Posted, saveForm } from '../record/save-form.server.ts';
import { titleIn } from '../record/title.server.ts';
import { draftIn } from './save-new.server.ts';

/** As many files as one post of a form keeps. */
const mostFiles = 20;

/** `new` in the address: a record that was begun outside. */
export const receive = (scene: StaffScene): Promise<SendAnswer> =>
  recordIn(scene) === 'new' ? receiveNew(scene) : receiveChange(scene);

async function receiveChange(scene: StaffScene): Promise<SendAnswer> {
  const place = {
    box: textIn(scene.form, '_box'),
    key: textIn(scene.form, '_send'),
    app: appIn(scene),
    record: recordIn(scene),
  };
  const { already } = must(await openSend(scene, place));
  if (already !== null) {
    scene.touched('record', [place.app, place.record], [], 'record.sendFromField');
    return { state: 'saved', revision: already, merged: false, again: true };
  }
  const posted = await save(scene);
  if ('state' in posted) return posted;
  const { saved, seen } = posted;
  await closeSend(scene.tx, place, saved.revision);
  scene.touched('record', [place.app, saved.id], [], 'record.sendFromField');
  return {
    state: 'saved',
    revision: saved.revision,
    merged: !saved.unchanged && saved.revision - seen > 1,
    again: false,
  };
}

/** Under the name that the device gave it: the same saving again answers with the record it became. */
async function receiveNew(scene: StaffScene): Promise<SendAnswer> {
  const place = { ...draftIn(scene), key: textIn(scene.form, '_send') };
  const { already, same } = must(await openDraft(scene, place));
  // Saved on the ordinary page, and written on outside.
  if (already !== null && !same) return { state: 'check', why: 'changed', message: madeAlready };
  const asNew = { ...scene, params: { app: place.app } };
  if (already === null) {
    const posted = await save(asNew);
    if ('state' in posted) return posted;
    await closeDraft(scene.tx, place, posted.saved.id);
    return answerNew(scene, posted.saved.id, false);
  }
  return answerNew(scene, already, true);
}

const madeAlready =
  'この下書きは、もうレコードになっています。あとから書き足したことは入っていません。レコードを開いて書き足してから、この下書きを捨ててください。';

/** Called by what it is called by in the office: its number stands there. */
async function answerNew(scene: StaffScene, id: string, again: boolean): Promise<SendAnswer> {
  const app = appIn(scene);
  scene.touched('record', [app, id], [], 'record.sendFromField');
  const done = { state: 'saved', merged: false, again } as const;
  // Who may add a record may not always see it.
  const seen = await seenRecord(entryDeskOf(scene), app, id);
  if (!seen.ok) return { ...done, revision: 1, title: '' };
  const view = must(await openApp(recordDeskOf(scene), app));
  const title = titleIn(view, shownAnswers(seen.value, seen.value.answers));
  return { ...done, revision: seen.value.revision, title };
}

async function save(scene: StaffScene): Promise<SendAnswer | Extract<Posted, { saved: unknown }>> {
  for (const own of ['_box', '_send', '_draft']) scene.form.delete(own);
  const missing = await lost(scene);
  if (missing !== null) return missing;
  const posted = await saveForm({ ...scene, via: 'field' });
  if (!('back' in posted)) return posted;
  return {
    state: 'check',
    why: posted.status === 409 ? 'clash' : 'mend',
    message: posted.back.message ?? posted.back.issues[0]?.message ?? '',
  };
}

/**
 * Nothing that was typed or sent ahead may vanish unseen: the app may have changed while the form was out, and files that wait for
 * their form are kept for some days only.
 */
async function lost(scene: StaffScene): Promise<SendAnswer | null> {
  const revision = scene.params.record === undefined ? undefined : numberIn(scene.form, '_revision');
  const { form, seen, appId } = await formPlace(scene, revision);
  let files = 0;
  for (const [name, value] of scene.form) {
    if (typeof value !== 'string') files += value.size > 0 ? 1 : 0;
    else if (value !== '' && /^f\d/.test(name) && findField(form, name.replace(/[.[].*$/, '')) === undefined)
      return {
        state: 'check',
        why: 'changed',
        message: '持ち出したあとで、このアプリの項目が変わりました。開いて確かめてください。',
      };
  }
  for (const name of new Set([...scene.form.keys()].filter((one) => one.endsWith('.kept')))) {
    const found = findField(form, name.slice(0, -'.kept'.length));
    if (found === undefined) continue;
    const there = seen === null ? [] : filesAt(seen.base, found).map((one) => one.fileId);
    const named = scene.form.getAll(name).map(String);
    const ahead = named.filter((id) => id !== '' && !there.includes(id));
    const waiting = await filesFor(entryDeskOf(scene), appId, seen?.id ?? '', ahead, found.name);
    if (ahead.some((id) => !waiting.has(id)))
      return {
        state: 'check',
        why: 'files',
        message: '先に送った写真の預かりが切れました。もう一度送ります。',
      };
  }
  return files <= mostFiles
    ? null
    : { state: 'check', why: 'mend', message: `一度に送れる写真やファイルは${mostFiles}枚までです。` };
}
