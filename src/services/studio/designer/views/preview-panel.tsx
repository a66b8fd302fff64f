/** How people will see it: the very form they will use, and a row of the list. */
import { type FormEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Answers, Typed } from '#core/fields';
import {
  actionName,
  actOnPage,
  type Form,
  type FormContext,
  parsePage,
  prepareForm,
  readAction,
} from '#core/forms';
import { FormPage } from '#core/forms.view';
import { StyledFrame } from '#ui/staff';
import { useDesign } from './design-context.ts';
import { ListRow } from './list-row.tsx';
import { placeOfTarget } from './move-target.ts';

interface Props {
  answers: Answers;
  context: FormContext;
  onAnswers(answers: Answers): void;
  onExamples(): void;
}

const ways = { form: '入力の画面', phone: 'スマートフォン', list: '一覧の行' } as const;

export function PreviewPanel({ answers, context, onAnswers, onExamples }: Props) {
  const { body, design } = useDesign();
  const [way, setWay] = useState<keyof typeof ways>('form');
  const [page, setPage] = useState(0);
  // Typing in the settings goes before drawing the form anew.
  const later = useDeferredValue(body);
  const form = useMemo(() => ready(later), [later]);
  const chosen = design.selected === null ? null : (placeOfTarget(body, design.selected)?.page ?? null);
  useEffect(() => {
    if (chosen !== null) setPage(chosen);
  }, [chosen]);
  const shown = form?.pages[Math.min(page, (form?.pages.length ?? 1) - 1)];
  return (
    <section className="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">見え方</h2>
      <fieldset className="preview-ways">
        <legend className="visually-hidden">どこで見るか</legend>
        {(Object.keys(ways) as (keyof typeof ways)[]).map((one) => (
          <button key={one} type="button" aria-pressed={way === one} onClick={() => setWay(one)}>
            {ways[one]}
          </button>
        ))}
      </fieldset>
      {form === null || shown === undefined || shown.items.length === 0 ? (
        <p className="empty">項目を置くと、ここに実際の画面が出ます。</p>
      ) : way === 'list' ? (
        <ListRow form={form} answers={answers} context={context} />
      ) : (
        <StyledFrame title="入力の画面の見え方" width={way === 'phone' ? 360 : undefined}>
          <TriedPage
            key={shown.id}
            form={form}
            page={shown.id}
            answers={answers}
            context={context}
            onAnswers={onAnswers}
            onNext={() =>
              setPage((form.pages.findIndex((one) => one.id === shown.id) + 1) % form.pages.length)
            }
          />
        </StyledFrame>
      )}
      <p className="help">
        値は試しのもので、どこにも保存されません。式の結果もこの値で確かめられます。{' '}
        <button type="button" className="link-button" onClick={onExamples}>
          例の値に戻す
        </button>
      </p>
    </section>
  );
}

/** A draft may be wrong in any way; then there is nothing to show yet. */
function ready(body: Parameters<typeof prepareForm>[0]): Form | null {
  try {
    return prepareForm(body);
  } catch {
    return null;
  }
}

interface TriedProps {
  form: Form;
  page: string;
  answers: Answers;
  context: FormContext;
  onAnswers(answers: Answers): void;
  onNext(): void;
}

/** The page works by itself: what is typed is read as the server would, buttons do what they do without script. */
function TriedPage({ form, page, answers, context, onAnswers, onNext }: TriedProps) {
  const [typed, setTyped] = useState<Typed>();
  const box = useRef<HTMLElement>(null);
  const read = (): Typed => {
    const found = box.current?.querySelector('form');
    const all: Typed = {};
    if (!found) return all;
    for (const [name, value] of new FormData(found).entries())
      if (typeof value === 'string') all[name] = [...(all[name] ?? []), value];
    return all;
  };
  const submit = async (event: FormEvent<HTMLElement>) => {
    event.preventDefault();
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const now = { ...read(), ...(button?.name === actionName ? { [actionName]: [button.value] } : {}) };
    const action = readAction(now);
    if (action.kind === 'other') {
      onNext();
      return;
    }
    const acted = await actOnPage(form, now, action, context);
    setTyped(acted.typed);
    onAnswers(parsePage(form, page, acted.typed, answers, context).answers);
  };
  return (
    // A header in an article is no banner of the page.
    <article
      ref={box}
      className="entry"
      onInput={() => onAnswers(parsePage(form, page, read(), answers, context).answers)}
      onSubmit={(event) => void submit(event)}
    >
      <FormPage form={form} page={page} answers={answers} typed={typed} context={context} />
    </article>
  );
}
