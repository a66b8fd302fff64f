import type { Progress } from '#core/forms';
import { useT } from '../site-context.tsx';

/** 11 / 11 on the review, as the pages of the form say it. */
export function FormProgress({ progress: { step, steps, minutesLeft } }: { progress: Progress }) {
  const t = useT();
  return (
    <p className="form-progress">
      <span className="form-step">
        {step} / {steps}
      </span>
      {step < steps && <span> {t('form.progress.left', { minutes: minutesLeft })}</span>}
    </p>
  );
}
