import { PickWidget } from '../pick/widget.tsx';
import type { WidgetProps } from '../widget-props.ts';
import { type GroupOptions, groupContract } from './contract.ts';

export function GroupWidget(props: WidgetProps<GroupOptions>) {
  return <PickWidget {...props} contract={groupContract} />;
}
