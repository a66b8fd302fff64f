import { word } from '../labels.ts';
import { Shown } from '../shown.tsx';
import type { WidgetProps } from '../widget-props.ts';
import { type AutoNumberOptions, autoNumberContract } from './contract.ts';

export function AutoNumberWidget(props: WidgetProps<AutoNumberOptions>) {
  const { answer, field, reader } = props;
  const text = typeof answer === 'string' ? autoNumberContract.print(answer, field, reader.language) : '';
  return <Shown {...props}>{text === '' ? word('number.later', reader) : text}</Shown>;
}
