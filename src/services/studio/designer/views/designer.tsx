/** The designer: palette, form, settings and preview side by side, or one at a time where there is no room. */
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Answers, completeFields } from '#core/fields';
import { type FormContext, prepareForm, submittedAnswers } from '#core/forms';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import { type StudioHeadData, StudioPage } from '../../views/studio-head.tsx';
import { exampleAnswers } from '../examples.ts';
import { addField, refusal } from '../model/edit-fields.ts';
import { addText } from '../model/edit-pages.ts';
import { begin, reduce } from '../model/history.ts';
import { fieldById, type Spot, type Target } from '../model/places.ts';
import type { PublishedField, SavedDraft, Surroundings } from '../model.ts';
import type { Shapes } from '../option-shapes.ts';
import { placeProblems } from '../problems.ts';
import { Canvas } from './canvas.tsx';
import { cardId, DesignContext, type Designing } from './design-context.ts';
import { EditBar, useUndoKeys } from './edit-bar.tsx';
import { placeOfTarget } from './move-target.ts';
import { PalettePanel } from './palette-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SaveWords } from './save-words.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { useSaving } from './use-saving.ts';

interface Props {
  head: StudioHeadData;
  saved: SavedDraft;
  published: PublishedField[];
  nextId: number;
  surroundings: Surroundings;
  shapes: Shapes;
}

const panels = { palette: '項目を選ぶ', form: 'フォーム', settings: '設定', preview: '見え方' } as const;
type Panel = keyof typeof panels;

export function Designer({ head, saved, published, nextId, surroundings, shapes }: Props) {
  const wanted = useWantedField(saved.body);
  const [design, dispatch] = useReducer(reduce, null, () => begin(saved.body, nextId, wanted));
  const [problems, setProblems] = useState(() => placeProblems(saved.problems, saved.body));
  const [panel, setPanel] = useState<Panel>(
    wanted !== null ? 'settings' : saved.body.fields.length === 0 ? 'palette' : 'form',
  );
  const { body } = design;
  const saving = useSaving(body, saved, {
    onSaved(now, ids) {
      setProblems(placeProblems(now.problems, now.body));
      if (ids.size > 0) dispatch({ do: 'ids', ids });
    },
    onKept: (kept) => dispatch({ do: 'take', body: kept, words: '保存されていなかった変更を戻しました。' }),
  });
  const sample = useSample(body);
  const focusNext = useRef(false);
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    if (design.selected !== null) document.getElementById(cardId(design.selected))?.focus();
  }, [design]);

  const add = (what: Parameters<Designing['add']>[0], spot?: Spot) => {
    const at = spot ?? spotAfter(design);
    if (what === 'heading' || what === 'guidance') {
      const onPage = 'page' in at ? at : { page: 0, index: 0 };
      dispatch({ do: 'edit', edit: (now) => addText(now, what, onPage) });
      return;
    }
    const why = refusal(body, what, 'lines' in at);
    if (why !== null) dispatch({ do: 'say', words: why });
    else dispatch({ do: 'edit', edit: (now, id) => addField(now, what, id, at) });
  };
  const designing: Designing = {
    design,
    body,
    fields: useMemo(() => completeFields(body.fields), [body]),
    published: useMemo(() => new Map(published.map((one) => [one.id, one])), [published]),
    problems,
    surroundings,
    shapes,
    sample: { answers: sample.whole, context: sample.context },
    edit: (edit) => dispatch({ do: 'edit', edit }),
    select(target) {
      dispatch({ do: 'select', target });
      setPanel('settings');
    },
    say: (words) => dispatch({ do: 'say', words }),
    add,
    focusChosen: () => {
      focusNext.current = true;
    },
  };
  useUndoKeys('フォーム', dispatch);
  return (
    <DesignContext.Provider value={designing}>
      <StudioPage
        head={head}
        tab="form"
        wide
        changed={saving.begun}
        state={<SaveWords state={saving.state} onRetry={saving.now} />}
      >
        <div className="designer" data-panel={panel}>
          <EditBar
            design={design}
            dispatch={dispatch}
            saving={saving}
            onTheirs={(theirs) => setProblems(placeProblems(theirs.problems, theirs.body))}
          />
          <nav className="designer-panels" aria-label="画面の切り替え">
            {(Object.keys(panels) as Panel[]).map((one) => (
              <button key={one} type="button" aria-pressed={panel === one} onClick={() => setPanel(one)}>
                {panels[one]}
              </button>
            ))}
          </nav>
          <div className="designer-body">
            <div className="designer-palette">
              <PalettePanel />
            </div>
            <div className="designer-form">
              <Canvas />
            </div>
            <div className="designer-side">
              <div className="side-ways">
                {(['settings', 'preview'] as const).map((one) => (
                  <button
                    key={one}
                    type="button"
                    aria-pressed={one === 'preview' ? panel === 'preview' : panel !== 'preview'}
                    onClick={() => setPanel(one)}
                  >
                    {panels[one]}
                  </button>
                ))}
              </div>
              <div className="side-settings">
                <SettingsPanel />
              </div>
              <div className="side-preview">
                <PreviewPanel
                  answers={sample.answers}
                  context={sample.context}
                  onAnswers={sample.set}
                  onExamples={sample.reset}
                />
              </div>
            </div>
          </div>
        </div>
      </StudioPage>
    </DesignContext.Provider>
  );
}

/** `?field=12`: whoever comes from a list of things to mend. */
function useWantedField(body: SavedDraft['body']): Target | null {
  const [search] = useSearchParams();
  const id = Number(search.get('field'));
  return fieldById(body, id) === undefined ? null : { kind: 'field', id };
}

/** After what is chosen; else at the end of the last page. */
function spotAfter({ body, selected }: ReturnType<typeof begin>): Spot {
  if (selected?.kind === 'line') {
    const fields = fieldById(body, selected.lines)?.fields ?? [];
    return { lines: selected.lines, index: fields.findIndex((one) => one.id === selected.id) + 1 };
  }
  const place = selected === null || selected.kind === 'page' ? null : placeOfTarget(body, selected);
  if (place !== null) return { page: place.page, index: place.index + 1 };
  const page = selected?.kind === 'page' ? selected.page : Math.max(0, body.form.pages.length - 1);
  return { page, index: body.form.pages[page]?.items.length ?? 0 };
}

/** Values to look at: made up, until somebody types others into the preview. */
function useSample(body: SavedDraft['body']) {
  const [typed, setTyped] = useState<Answers>({});
  const [at] = useState(() => new Date());
  const context = useMemo<FormContext>(
    () => ({ today: tokyoDate(at), now: tokyoStamp(at), language: 'ja', names: {} }),
    [at],
  );
  const answers = useMemo(
    () => ({ ...exampleAnswers(body.fields, context), ...typed }),
    [body.fields, context, typed],
  );
  const whole = useMemo(() => {
    try {
      return { ...answers, ...submittedAnswers(prepareForm(body), answers, context) };
    } catch {
      return answers;
    }
  }, [body, answers, context]);
  return { answers, whole, context, set: setTyped, reset: () => setTyped({}) };
}
