import { Steps } from '#ui';
import { useMoment, useT, useWord } from '../site-context.tsx';
import type { TimelineStep } from '../timeline.ts';

/** Where an application stands. Words and shapes say it, so that it holds in black and white print. */
export function Timeline({ steps }: { steps: TimelineStep[] }) {
  const t = useT();
  const word = useWord();
  const moment = useMoment();
  return (
    <Steps
      label={t('case.timeline')}
      words={{
        done: t('case.timeline.done'),
        current: t('case.timeline.now'),
        coming: t('case.timeline.next'),
      }}
      steps={steps.map(({ kind, at, state }, index) => ({
        key: `${index}-${kind}`,
        title: word(state === 'coming' ? 'case.coming' : 'case.state', kind),
        when: at === null ? undefined : moment(at),
        state,
      }))}
    />
  );
}
