/** A field that is shown and not asked for: label, help, and what stands. */
import type { ReactNode } from 'react';
import { controlId } from './control-names.ts';
import { Help, Label } from './frame.tsx';
import type { WidgetProps } from './widget-props.ts';

export function Shown<O>(props: WidgetProps<O> & { children: ReactNode }) {
  const id = controlId(props.name);
  return (
    <div className="form-row form-calculated" data-row="">
      <p className="form-label" id={`${id}-label`}>
        <Label {...props} />
      </p>
      {props.field.help !== undefined && (
        <div className="form-help">
          <Help {...props} />
        </div>
      )}
      <output id={id} aria-labelledby={`${id}-label`}>
        {props.children}
      </output>
    </div>
  );
}
