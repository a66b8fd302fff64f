import { PickedBox } from '../picked-box.tsx';
import type { WidgetProps } from '../widget-props.ts';
import { boundOn, type DateOptions } from './contract.ts';

export function DateWidget(props: WidgetProps<DateOptions> & { today?: string }) {
  const { field, today } = props;
  const bound = (text: string | undefined) => (today === undefined ? undefined : boundOn(text, today));
  const picker = { type: 'date', min: bound(field.options.min), max: bound(field.options.max) };
  return <PickedBox {...props} box={{ width: 'medium', help: 'date.help', pick: 'date.pick', picker }} />;
}
