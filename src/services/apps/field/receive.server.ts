/**
 * One record that was filled in on a device comes back. It passes the same way as the posted form of the page, so that what others
 * changed meanwhile stays, conflicts show and rules hold; and it counts once, however often the line loses the answer.
 */
import { filesFor } from '#core/entries.server';
import { filesAt, findField } from '#core/forms';
import type { SendAnswer } from '#core/offline';
import { closeSend, openSend } from '#core/offline.server';
import { must } from '#platform/http.server';
import { appIn, entryDeskOf, numberIn, recordIn, type StaffScene, textIn } from '../record/desk.server.ts';
import { formPlace } from '../record/form-page.server.ts';
import { saveForm } from '../record/save-form.server.ts';

/** As many files as one post of a form keeps. */
const mostFiles = 20;

export async function receive(scene: StaffScene): Promise<SendAnswer> {
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
  for (const own of ['_box', '_send']) scene.form.delete(own);
  const missing = await lost(scene);
  if (missing !== null) return missing;
  const posted = await saveForm({ ...scene, via: 'field' });
  if ('back' in posted)
    return {
      state: 'check',
      why: posted.status === 409 ? 'clash' : 'mend',
      message: posted.back.message ?? posted.back.issues[0]?.message ?? '',
    };
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

/**
 * Nothing that was typed or sent ahead may vanish unseen: the app may have changed while the form was out, and files that wait for
 * their form are kept for some days only.
 */
async function lost(scene: StaffScene): Promise<SendAnswer | null> {
  const { form, seen, appId } = await formPlace(scene, numberIn(scene.form, '_revision'));
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
    if (found === undefined || seen === null) continue;
    const there = filesAt(seen.base, found).map((one) => one.fileId);
    const named = scene.form.getAll(name).map(String);
    const ahead = named.filter((id) => id !== '' && !there.includes(id));
    const waiting = await filesFor(entryDeskOf(scene), appId, seen.id, ahead, found.name);
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
