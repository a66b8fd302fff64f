/** Shown only. Where the page's map moves the point, it takes back what stood here: saving works it out anew. */
import { word } from '../labels.ts';
import { printAnswer } from '../print.ts';
import { Shown } from '../shown.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { AreaOptions } from './contract.ts';

export function AreaWidget(props: WidgetProps<AreaOptions>) {
  const { answer, field, reader } = props;
  const later = word('area.later', reader);
  const text = typeof answer === 'string' ? printAnswer(field, answer, reader) : later;
  return (
    <Shown {...props}>
      <span data-area={field.options.point} data-later={later}>
        {text}
      </span>
    </Shown>
  );
}
