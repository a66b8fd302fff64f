import { ChoiceWidget } from '../choice/widget.tsx';
import type { WidgetProps } from '../widget-props.ts';
import { labelledChoices, type ScoreChoiceOptions } from './contract.ts';

export function ScoreChoiceWidget(props: WidgetProps<ScoreChoiceOptions>) {
  const choices = labelledChoices(props.field, props.reader.language);
  const field = { ...props.field, options: { ...props.field.options, choices } };
  return <ChoiceWidget {...props} field={field} />;
}
