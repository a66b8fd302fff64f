/** A timeline whose present step is plain in black and white too: shape and words, not colour. */
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

export interface Step {
  key: string;
  title: ReactNode;
  /** When it happened or will. */
  when?: ReactNode;
  detail?: ReactNode;
  state: 'done' | 'current' | 'coming';
}

/** `words` say the states: 済み, いまここ, これから. */
export function Steps({
  steps,
  words,
  label,
}: {
  steps: readonly Step[];
  words: Record<Step['state'], string>;
  label?: string;
}) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map(({ key, title, when, detail, state }) => (
        <li
          key={key}
          className={`step step-${state}`}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span className="step-mark">{state === 'done' ? <Icon name="check" /> : null}</span>
          <div className="step-body">
            <p className="step-title">
              <span className="step-state">{words[state]}</span> {title}
            </p>
            {when !== undefined && <p className="step-when">{when}</p>}
            {detail}
          </div>
        </li>
      ))}
    </ol>
  );
}
