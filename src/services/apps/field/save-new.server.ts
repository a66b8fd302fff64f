/**
 * A new record from its ordinary page. One that was begun on a device and came back refused is still that one: whatever comes of
 * it once more, from there or from here, leads to the record it became.
 */
import { closeDraft, type DraftPlace, openDraft } from '#core/offline.server';
import { appIn, type StaffScene, textIn } from '../record/desk.server.ts';
import { type Posted, saveForm } from '../record/save-form.server.ts';

/** Where a draft is from, as a device says it, and the page on which it is mended. */
export const draftIn = ({ form, params }: Pick<StaffScene, 'form' | 'params'>): DraftPlace => ({
  box: textIn(form, '_box'),
  draft: textIn(form, '_draft'),
  app: appIn({ params }),
  key: null,
});

export async function saveNew(scene: StaffScene): Promise<Posted | { already: string }> {
  const outside = draftIn(scene);
  if (outside.draft === '') return saveForm(scene);
  const opened = await openDraft(scene, outside);
  // Of a box that was called back meanwhile nothing comes again: what stands on this page is a new record as any other.
  if (!opened.ok) return saveForm(scene);
  const { already } = opened.value;
  if (already !== null) return { already };
  const posted = await saveForm({ ...scene, via: 'field' });
  if ('back' in posted) {
    const { box, draft } = outside;
    return { ...posted, back: { ...posted.back, outside: { box, draft } } };
  }
  await closeDraft(scene.tx, outside, posted.saved.id);
  return posted;
}
