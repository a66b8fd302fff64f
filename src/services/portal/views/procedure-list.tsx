/** Procedures as a plain list: title, one sentence, and what presses. */
import type { ProcedureCard } from '#core/procedures';
import { href, portalPaths } from '#ui/paths';
import { useDay, useT } from '../site-context.tsx';
import { Link } from './link.tsx';
import { Run } from './run.tsx';

export function ProcedureList({ procedures, brief }: { procedures: ProcedureCard[]; brief?: boolean }) {
  return (
    <ul className="procedures">
      {procedures.map((one) => (
        <ProcedureItem key={one.id} procedure={one} brief={brief} />
      ))}
    </ul>
  );
}

export function ProcedureItem({ procedure, brief }: { procedure: ProcedureCard; brief?: boolean }) {
  return (
    <li>
      <Link to={href(portalPaths.procedure, { procedure: procedure.id })}>
        <Run text={procedure.title} />
      </Link>
      {!brief && (
        <p>
          <Run text={procedure.answer} />
        </p>
      )}
      <Deadline procedure={procedure} />
    </li>
  );
}

export function Deadline({ procedure }: { procedure: Pick<ProcedureCard, 'deadline'> }) {
  const t = useT();
  const day = useDay();
  const { deadline } = procedure;
  if (deadline.kind === 'always') return null;
  if (deadline.kind === 'before')
    return <p className="due">{t('procedure.notYet', { date: day(deadline.opensOn) })}</p>;
  if (deadline.kind === 'closed')
    return <p className="due">{t('procedure.closed', { date: day(deadline.closesOn) })}</p>;
  const left =
    deadline.daysLeft === 0
      ? t('procedure.closesToday')
      : t('procedure.closesIn', { days: deadline.daysLeft });
  return (
    <p className="due">
      {t('home.due.until', { date: day(deadline.closesOn) })} <b>{left}</b>
    </p>
  );
}
