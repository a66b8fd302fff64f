/** A route as its steps, one after the other; seats that are asked at the same time stand side by side. */
import type { ReactNode } from 'react';
import { formatShort } from '#kernel/dates';
import { Mark } from '#ui/staff';
import type { ApprovalShown, SeatShown, StepShown } from '../model.ts';
import { momentText, seatMark } from './marks.ts';

const kindWords: Readonly<Record<StepShown['kind'], string>> = {
  approve: '承認',
  consult: '合議',
  decide: '決裁',
  inform: '供覧',
};

interface Props {
  /** Without an id: how it would go, before anybody drafted. */
  approval: Pick<ApprovalShown, 'id' | 'steps' | 'drafter' | 'draftedAt'>;
  /** What else stands at a seat, e.g. seating somebody else. */
  beside?: (seat: SeatShown) => ReactNode;
}

export function RouteSteps({ approval, beside }: Props) {
  const { steps, drafter, draftedAt } = approval;
  const planned = approval.id === null;
  return (
    <ol className="route-steps">
      <li className="route-step" data-stands={planned ? 'ahead' : 'past'}>
        <p className="route-head">起案</p>
        <ul>
          <li className="route-seat">
            <b>{drafter.post}</b>
            <span>{drafter.name}</span>
            {draftedAt !== null && <Mark tone="done">起案 {momentText(draftedAt)}</Mark>}
          </li>
        </ul>
      </li>
      {steps.map((step) => (
        <li
          key={step.id}
          className="route-step"
          data-stands={planned ? 'ahead' : step.stands}
          aria-current={!planned && step.stands === 'now' ? 'step' : undefined}
        >
          <p className="route-head">
            {step.title}
            {step.title !== kindWords[step.kind] && <span className="quiet">{kindWords[step.kind]}</span>}
            {step.needs !== 'all' && step.seats.length > step.needs && (
              <span className="quiet">
                {step.seats.length}人のうち{step.needs}人
              </span>
            )}
          </p>
          <ul>
            {step.seats.map((seat) => (
              <Seat key={seat.id} seat={seat} planned={planned}>
                {beside?.(seat)}
              </Seat>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Seat({ seat, planned, children }: { seat: SeatShown; planned: boolean; children?: ReactNode }) {
  const { tone, text } = seatMark(seat);
  const { act } = seat;
  return (
    <li className="route-seat" data-mine={seat.mine || undefined} data-seat-state={seat.state}>
      <b>{seat.place}</b>
      {act === null && seat.holders.length > 0 && <span>{seat.holders.join('、')}</span>}
      {act !== null && (
        <span>
          {act.name}
          {act.standsInFor !== null && <span className="quiet">（{act.standsInFor}の代理）</span>}
        </span>
      )}
      {!planned && (
        <Mark tone={tone}>
          {text}
          {act !== null && ` ${momentText(act.at)}`}
        </Mark>
      )}
      {seat.dueOn !== null && act === null && <span className="quiet">期限 {formatShort(seat.dueOn)}</span>}
      {act !== null && act.note !== '' && <q className="route-note">{act.note}</q>}
      {children}
    </li>
  );
}
