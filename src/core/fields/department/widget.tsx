import { PickWidget } from '../pick/widget.tsx';
import type { WidgetProps } from '../widget-props.ts';
import { type DepartmentOptions, departmentContract } from './contract.ts';

export function DepartmentWidget(props: WidgetProps<DepartmentOptions>) {
  return <PickWidget {...props} contract={departmentContract} />;
}
