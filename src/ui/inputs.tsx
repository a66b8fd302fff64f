/** Bare controls with the look of the house; frames are in form-parts. Uncontrolled: pages of residents run no React. */
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';

export type BoxWidth = 'short' | 'medium' | 'full';

export function TextBox({
  width = 'full',
  ...rest
}: { width?: BoxWidth } & Omit<InputHTMLAttributes<HTMLInputElement>, 'width'>) {
  return <input type="text" {...rest} className={`form-box form-box-${width}`} />;
}

export function TextArea(props: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <textarea {...props} className="form-box form-box-full" />;
}

export function SelectBox({ children, ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <select {...rest} className="form-box form-select">
      {children}
    </select>
  );
}

export interface Option {
  value: string;
  label: ReactNode;
  help?: ReactNode;
}

interface OptionsProps {
  /** Id of the first control; the others get a number. */
  id: string;
  name: string;
  options: readonly Option[];
  chosen: readonly string[];
  invalid?: boolean;
  /** Of the message for the group: repeated on the first control. */
  describedBy?: string;
}

/** Radio buttons or check boxes, each in a row that is a target as a whole. */
export function OptionList({
  type,
  id,
  name,
  options,
  chosen,
  invalid,
}: OptionsProps & { type: 'radio' | 'checkbox' }) {
  return (
    <div className="form-options">
      {options.map(({ value, label, help }, index) => {
        const own = index === 0 ? id : `${id}-${index + 1}`;
        return (
          <div className="form-option" key={value}>
            <input
              type={type}
              id={own}
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              aria-invalid={invalid && type === 'checkbox' ? true : undefined}
              aria-describedby={help === undefined ? undefined : `${own}-help`}
            />
            <label htmlFor={own}>
              {label}
              {help !== undefined && (
                <span className="form-option-help" id={`${own}-help`}>
                  {help}
                </span>
              )}
            </label>
          </div>
        );
      })}
    </div>
  );
}
