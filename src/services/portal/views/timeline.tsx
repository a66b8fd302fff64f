import { Steps } from '#ui';
import { useMoment, useT, useWord } from '../site-context.tsx';
import type { TimelineStep } from '../timeline.ts';

/** 審査しました, 審査しています, 審査します. */
const tense = { done: 'case.done', current: 'case.state', coming: 'case.coming' };

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
        title: word(tense[state], kind),
        when: at === null ? undefined : moment(at),
        state,
      }))}
    />
  );
}
