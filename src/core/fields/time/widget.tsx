import { PickedBox } from '../picked-box.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { TimeOptions } from './contract.ts';

export function TimeWidget(props: WidgetProps<TimeOptions>) {
  const { min, max, step } = props.field.options;
  const picker = { type: 'time', min, max, step: step === undefined ? undefined : step * 60 };
  return <PickedBox {...props} box={{ width: 'short', help: 'time.help', pick: 'time.pick', picker }} />;
}
