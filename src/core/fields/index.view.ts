/** The door of components: one widget per field type. */
export { type LabelCode, word } from './labels.ts';
export { templateKey, templateNumber } from './lines/widget.tsx';
export { RichTextView, SafeLink } from './rich-text/view.tsx';
export { SignatureView } from './signature/view.tsx';
export type { WidgetProps } from './widget-props.ts';
export { type Widget, widgets } from './widgets.tsx';
