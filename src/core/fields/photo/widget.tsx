import { FileWidget } from '../file/widget.tsx';
import { label } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { PhotoOptions } from './contract.ts';

export function PhotoWidget(props: WidgetProps<PhotoOptions>) {
  const { portrait } = props.field.options;
  return (
    <FileWidget
      {...(props as unknown as WidgetProps<PhotoOptions>)}
      advice={portrait ? label('photo.portrait', props.reader) : undefined}
    />
  );
}
