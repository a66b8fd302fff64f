/** A text area with a few marks; how to write them stands behind a summary. The page's script adds buttons for them. */
import { Button, TextArea } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { type LabelCode, word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { RichTextOptions } from './contract.ts';

const tools = ['bold', 'heading', 'list', 'link'] as const;

export function RichTextWidget(props: WidgetProps<RichTextOptions>) {
  const { name, typed, field, reader } = props;
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <div className="form-rich" data-rich="">
          <div
            className="form-rich-tools"
            role="toolbar"
            aria-label={word('rich.tools', reader)}
            aria-controls={id}
            data-rich-tools=""
            hidden
          >
            {tools.map((tool) => (
              <Button key={tool} type="button" kind="quiet" data-rich-tool={tool}>
                {word(`rich.${tool}` as LabelCode, reader)}
              </Button>
            ))}
          </div>
          <TextArea
            id={id}
            name={name}
            rows={field.options.rows ?? 8}
            defaultValue={typedIn(typed, name)}
            {...tied}
          />
          <details className="form-picker">
            <summary>{word('rich.how', reader)}</summary>
            <pre className="form-rich-help" id={`${controlId(name)}-marks`}>
              {word('rich.marks', reader)}
            </pre>
          </details>
        </div>
      )}
    />
  );
}
