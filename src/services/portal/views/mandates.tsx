import type { Mandate } from '#core/people/accounts';
import type { Picked } from '#kernel/localized';
import { useDay, useT, useWord } from '../site-context.tsx';
import { Csrf } from './csrf.tsx';
import { Facts } from './facts.tsx';
import { Form } from './link.tsx';

interface MandateListProps {
  mandates: (Mandate & { giver?: string | null })[];
  procedures: { id: string; title: Picked }[];
  side: 'given' | 'held';
}

/** Mandates with what they cover; the one thing to do with each is a form of its own. */
export function MandateList({ mandates, procedures, side }: MandateListProps) {
  const t = useT();
  const word = useWord();
  const day = useDay();
  return (
    <ul className="links">
      {mandates.map((one) => {
        const whose = side === 'given' ? one.proxyName : (one.giver ?? '');
        const live = one.state === 'asked' || one.state === 'accepted';
        const titles = one.procedures.map(
          (id) => procedures.find((each) => each.id === id)?.title.text ?? id,
        );
        return (
          <li key={one.id}>
            <b>{whose}</b>
            <Facts
              facts={[
                { term: t('proxy.state'), value: word('proxy.states', one.state) },
                {
                  term: t('proxy.scope'),
                  value: titles.length === 0 ? t('proxy.scope.all') : titles.join('、'),
                },
                { term: t('proxy.until'), value: day(one.validTo) },
              ]}
            />
            {live && (
              <Form method="post" className="row">
                <Csrf />
                <input type="hidden" name="mandate" value={one.id} />
                {side === 'held' && one.state === 'asked' && (
                  <button className="button button-primary" name="act" value="accept" type="submit">
                    {t('proxy.accept')}
                  </button>
                )}
                <button className="button button-secondary" name="act" value="end" type="submit">
                  {t('proxy.end')}
                </button>
              </Form>
            )}
          </li>
        );
      })}
    </ul>
  );
}
