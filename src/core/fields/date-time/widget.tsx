import { boundOn } from '../date/contract.ts';
import { PickedBox } from '../picked-box.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { DateTimeOptions } from './contract.ts';

export function DateTimeWidget(props: WidgetProps<DateTimeOptions> & { today?: string }) {
  const { field, today } = props;
  const day = (text: string | undefined) => (today === undefined ? undefined : boundOn(text, today));
  const [min, max] = [day(field.options.min), day(field.options.max)];
  const picker = {
    type: 'datetime-local',
    min: min === undefined ? undefined : `${min}T00:00`,
    max: max === undefined ? undefined : `${max}T23:59`,
  };
  return (
    <PickedBox {...props} box={{ width: 'medium', help: 'dateTime.help', pick: 'dateTime.pick', picker }} />
  );
}
