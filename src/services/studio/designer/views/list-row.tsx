/** One row of the list that people will see. */
import { useMemo } from 'react';
import { typedApp } from '#core/apps';
import { type Answers, completeFields, type Field, printAnswer } from '#core/fields';
import { type Form, type FormContext, submittedAnswers } from '#core/forms';
import { exampleWords } from '../examples.ts';
import { useDesign } from './design-context.ts';

const columnsShown = 8;

export function ListRow({ form, answers, context }: { form: Form; answers: Answers; context: FormContext }) {
  const { body } = useDesign();
  const view = body.work?.views?.find((one) => one.kind === 'table');
  // Calculated fields print by the type of their result.
  const fields = completeFields(typedApp(body).fields);
  const known = new Map(fields.map((field) => [field.code, field]));
  const columns = (view?.kind === 'table' ? view.columns : fields.map((field) => field.code))
    .flatMap((code) => known.get(code) ?? [])
    .filter(
      (field) => field.type !== 'lines' && field.type !== 'related' && field.classification !== 'sealed',
    )
    .slice(0, columnsShown);
  const shown = useMemo(() => cells(form, columns, answers, context), [form, columns, answers, context]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by keys
    <section className="table-box" tabIndex={0} aria-label="一覧の行の見え方">
      <table>
        <thead>
          <tr>
            {columns.map((field) => (
              <th key={field.id} scope="col">
                {field.label.ja}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {columns.map((field, index) => (
              <td key={field.id} className={isNumber(field) ? 'number' : ''}>
                {shown[index]}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function cells(form: Form, columns: readonly Field[], answers: Answers, context: FormContext): string[] {
  const all = submittedAnswers(form, answers, context);
  return columns.map((field) => {
    const value = all[String(field.id)] ?? null;
    return value === null ? exampleWords(field.type) : printAnswer(field, value, context);
  });
}

const isNumber = ({ type, options }: Field): boolean =>
  type === 'number' || type === 'money' || (type === 'formula' && options.result === 'number');
