import type { Progress } from '#core/forms';
import { useT } from '../site-context.tsx';

/** 3 / 8 あと5分ほど; the bar repeats it and is left out of what is read aloud. */
export function FormProgress({ progress: { step, steps, minutesLeft } }: { progress: Progress }) {
  const t = useT();
  return (
    <div className="progress">
      <p>
        <span className="digits">{t('form.progress', { page: step, pages: steps })}</span>
        {step < steps && <span className="quiet"> {t('form.progress.left', { minutes: minutesLeft })}</span>}
      </p>
      <svg
        className="progress-bar"
        viewBox={`0 0 ${steps} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect className="progress-all" width={steps} height="1" />
        <rect className="progress-done" width={step} height="1" />
      </svg>
    </div>
  );
}
