/** What the buttons of the record page do, each a use case of core/entries. */
import {
  commentOnRecord,
  deleteRecord,
  followRecord,
  linkRecords,
  undoChange,
  unlinkRecords,
  withdrawComment,
} from '#core/entries.server';
import type { AppError } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { href, staffPaths } from '#ui/paths';
import { pressPaper } from '../papers/papers.server.ts';
import { pressProcess } from '../process/panel.server.ts';
import { appIn, entryDeskOf, numberIn, recordIn, type StaffScene, textIn } from './desk.server.ts';
import { emptySealed } from './empty-sealed.server.ts';
import { askForExamination } from './shelter.server.ts';

/** Where to go afterwards. */
export async function actOnRecord(scene: StaffScene): Promise<Result<string, AppError>> {
  const { form } = scene;
  const desk = entryDeskOf(scene);
  const [app, record] = [appIn(scene), recordIn(scene)];
  const here = (done: string) => ok(href(staffPaths.record, { app, record }, { done }));
  const other = () => ({ appId: textIn(form, 'otherApp'), recordId: textIn(form, 'other') });
  switch (textIn(form, 'intent')) {
    case 'comment': {
      const mentions = form.getAll('mention').map(String);
      const done = await commentOnRecord(desk, app, record, { body: textIn(form, 'body'), mentions });
      return done.ok ? here('commented') : done;
    }
    case 'withdraw': {
      const done = await withdrawComment(desk, app, record, textIn(form, 'comment'));
      return done.ok ? here('withdrawn') : done;
    }
    case 'follow':
    case 'unfollow': {
      const follows = textIn(form, 'intent') === 'follow';
      const done = await followRecord(desk, app, record, follows);
      return done.ok ? here(follows ? 'followed' : 'unfollowed') : done;
    }
    case 'link': {
      const done = await linkRecords(desk, { appId: app, recordId: record }, other());
      return done.ok ? here('linked') : done;
    }
    case 'unlink': {
      const done = await unlinkRecords(desk, { appId: app, recordId: record }, other());
      return done.ok ? here('unlinked') : done;
    }
    case 'empty': {
      const done = await emptySealed(scene);
      return done.ok ? here('emptied') : done;
    }
    case 'askToSee': {
      const done = await askForExamination(scene);
      return done.ok ? here('asked') : done;
    }
    case 'undo': {
      const done = await undoChange(desk, app, record);
      return done.ok ? here('undone') : done;
    }
    case 'paper':
      return pressPaper(scene);
    case 'process':
      return pressProcess(scene);
    case 'delete': {
      const done = await deleteRecord(desk, app, record, numberIn(form, 'revision'));
      return done.ok ? ok(href(staffPaths.appTrash, { app }, { done: 'deleted', undo: record })) : done;
    }
    default:
      return fail('invalid', 'この操作はありません。');
  }
}
