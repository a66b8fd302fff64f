import { FileWidget } from '../file/widget.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { PhotoOptions } from './contract.ts';

export function PhotoWidget(props: WidgetProps<PhotoOptions>) {
  const { portrait } = props.field.options;
  return (
    <FileWidget
      {...(props as unknown as WidgetProps<PhotoOptions>)}
      advice={portrait ? word('photo.portrait', props.reader) : undefined}
    />
  );
}
