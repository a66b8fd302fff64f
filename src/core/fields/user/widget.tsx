import { PickWidget } from '../pick/widget.tsx';
import type { WidgetProps } from '../widget-props.ts';
import { type UserOptions, userContract } from './contract.ts';

export function UserWidget(props: WidgetProps<UserOptions>) {
  return <PickWidget {...props} contract={userContract} />;
}
