import { LinesWidget } from '../lines/widget.tsx';
import type { WidgetProps } from '../widget-props.ts';
import type { HouseholdMembersOptions } from './contract.ts';

export function HouseholdMembersWidget(props: WidgetProps<HouseholdMembersOptions>) {
  return <LinesWidget {...(props as unknown as Parameters<typeof LinesWidget>[0])} />;
}
