/** Papers of an app: a list beside the one that is laid out; saved by itself like the form of the app. */
import { useMemo, useReducer, useState } from 'react';
import type { App, RecordTemplate, WorkApp } from '#core/definitions';
import { completeFields } from '#core/fields';
import { href, staffPaths } from '#ui/paths';
import { begin, reduce } from '../../designer/model/history.ts';
import type { SavedDraft } from '../../designer/model.ts';
import { EditBar, useUndoKeys } from '../../designer/views/edit-bar.tsx';
import { SaveWords } from '../../designer/views/save-words.tsx';
import { useSaving } from '../../designer/views/use-saving.ts';
import type { Said } from '../../process/gaps.ts';
import { type StudioHeadData, StudioPage } from '../../views/studio-head.tsx';
import { fittingOf, freshTemplate } from '../model.ts';
import { TemplateForm } from './template-form.tsx';

const templatesOf = (body: App): RecordTemplate[] => (body as WorkApp).work.documents ?? [];
const at = 'work.documents';
const saidOf = (saved: SavedDraft): Said[] =>
  saved.problems
    .filter((one) => one.path.startsWith(at))
    .map(({ path, ja, level }) => ({ path, message: ja, level }));

export function DocumentsEditor({ head, saved }: { head: StudioHeadData; saved: SavedDraft }) {
  const [design, dispatch] = useReducer(reduce, null, () => begin(saved.body, 0));
  const [issues, setIssues] = useState<Said[]>(() => saidOf(saved));
  const { body } = design;
  const templates = templatesOf(body);
  const [picked, setPicked] = useState<string | null>(templates[0]?.id ?? null);
  const saving = useSaving(body, saved, {
    onSaved(now, ids) {
      setIssues(saidOf(now));
      if (ids.size > 0) dispatch({ do: 'ids', ids });
    },
    onKept: (kept) => dispatch({ do: 'take', body: kept, words: '保存されていなかった変更を戻しました。' }),
  });
  const put = (make: (now: RecordTemplate[]) => RecordTemplate[], words: string, merge?: string) =>
    dispatch({
      do: 'edit',
      edit: (now) => ({
        body: { ...now, work: { ...(now as WorkApp).work, documents: make(templatesOf(now)) } } as App,
        words,
        ...(merge === undefined ? {} : { merge }),
      }),
    });
  const fields = useMemo(() => completeFields(body.fields), [body.fields]);
  const fitting = useMemo(() => fittingOf(fields), [fields]);
  const index = templates.findIndex((one) => one.id === picked);
  const template = templates[index];
  const add = () => {
    const fresh = freshTemplate(templates, fields);
    put((now) => [...now, fresh], `「${fresh.title.ja}」を加えました。`);
    setPicked(fresh.id);
  };
  const remove = (id: string, name: string) => {
    put((now) => now.filter((one) => one.id !== id), `「${name}」を消しました。`);
    setPicked(templates.find((one) => one.id !== id)?.id ?? null);
  };
  useUndoKeys('文書', dispatch);
  return (
    <StudioPage
      head={head}
      tab="documents"
      wide
      errors={issues.filter((one) => one.level !== 'warning').length}
      changed={saving.begun}
      state={<SaveWords state={saving.state} onRetry={saving.now} />}
    >
      <EditBar
        design={design}
        dispatch={dispatch}
        saving={saving}
        onTheirs={(theirs) => setIssues(saidOf(theirs))}
      />
      <div className="paper-studio">
        <div className="paper-list">
          <h2>文書</h2>
          {templates.length === 0 && (
            <p className="quiet">
              レコードから作る通知書や打合せシートの様式を、ここで決めます。項目を選んで並べるだけで、PDFになります。
            </p>
          )}
          <ul className="plain-list">
            {templates.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  className="button button-quiet"
                  aria-pressed={one.id === picked}
                  onClick={() => setPicked(one.id)}
                >
                  {one.title.ja || '（名前なし）'}
                  <span className="quiet">{one.numbered ? '番号あり' : '印刷だけ'}</span>
                </button>
              </li>
            ))}
          </ul>
          <button type="button" className="button button-plain" onClick={add}>
            文書を加える
          </button>
        </div>
        {template !== undefined && (
          <section aria-label={`文書「${template.title.ja}」`} className="paper-laid">
            <div className="button-row">
              <a
                className="button button-plain"
                target="_blank"
                rel="noreferrer"
                href={href(staffPaths.studioDocumentPreview, { app: head.appId, template: template.id })}
              >
                見本を見る（PDF）
              </a>
              <button
                type="button"
                className="button button-quiet"
                onClick={() => remove(template.id, template.title.ja)}
              >
                この文書を消す
              </button>
            </div>
            <TemplateForm
              key={template.id}
              template={template}
              path={`${at}[${index}]`}
              fitting={fitting}
              issues={issues}
              put={(next, words, merge) =>
                put((now) => now.map((one) => (one.id === next.id ? next : one)), words, merge)
              }
            />
          </section>
        )}
      </div>
    </StudioPage>
  );
}
