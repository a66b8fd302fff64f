import { PickWidget } from '../pick/widget.tsx';
import type { WidgetProps } from '../widget-props.ts';
import { type ReferenceOptions, referenceContract } from './contract.ts';

export function ReferenceWidget(props: WidgetProps<ReferenceOptions>) {
  return <PickWidget {...props} contract={referenceContract} />;
}
