/** Rows as a table that a narrow screen scrolls sideways; links lead to the records. */
import { FormGroup } from '#ui';
import { controlId } from '../control-names.ts';
import { Help, Label } from '../frame.tsx';
import { word } from '../labels.ts';
import { type Reader, say } from '../messages.ts';
import type { RelatedRows } from '../model.ts';
import { labelText, type WidgetProps } from '../widget-props.ts';
import type { RelatedOptions } from './contract.ts';

export function RelatedWidget(props: WidgetProps<RelatedOptions>) {
  const { field, reader } = props;
  const found = reader.names?.related?.[String(field.id)];
  return (
    <FormGroup
      id={controlId(props.name)}
      focusable
      label={<Label {...props} />}
      help={field.help === undefined ? undefined : <Help {...props} />}
    >
      {found === undefined || found.rows.length === 0 ? (
        <p className="form-none">{word('related.none', reader)}</p>
      ) : (
        <Rows found={found} label={labelText(field, reader)} reader={reader} />
      )}
    </FormGroup>
  );
}

function Rows({ found, label, reader }: { found: RelatedRows; label: string; reader: Reader }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <section className="form-related" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {found.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.rows.map(({ id, href, cells }) => (
              <tr key={id}>
                {cells.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the columns
                  <td key={index}>
                    {index === 0 && href !== undefined ? (
                      <a href={href}>{cell === '' ? word('related.open', reader) : cell}</a>
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {found.more && <p>{say('related.more', reader, { count: found.rows.length })}</p>}
    </>
  );
}
