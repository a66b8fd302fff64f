/** The door of components: one widget per field type. */
export { type LabelCode, word } from './labels.ts';
export { templateKey, templateNumber } from './lines/widget.tsx';
export type { WidgetProps } from './widget-props.ts';
export { type Widget, widgets } from './widgets.tsx';
