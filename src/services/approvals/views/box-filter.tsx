/** Narrows a box: by app, drafter, how long it waits and how much it is about. Taken as soon as it is chosen. */
import { useEffect, useRef } from 'react';
import { Form, Link, useSubmit } from 'react-router';
import {
  type BoxAsked,
  boxAges,
  boxAgeWords,
  boxAmounts,
  boxAmountWords,
  narrows,
} from '#core/record-process';
import type { BoxParts } from '#core/record-process.server';
import { href, staffPaths } from '#ui/paths';

interface Props {
  asked: BoxAsked;
  parts: BoxParts;
  /** With the filter, in words. */
  count: string;
}

export function BoxFilterForm({ asked, parts, count }: Props) {
  const submit = useSubmit();
  const { box } = asked;
  const waits = box !== 'drafted' && box !== 'done';
  return (
    <Form
      method="get"
      className="box-filter"
      aria-label="決裁箱を絞り込む"
      onChange={(event) => void submit(event.currentTarget, { preventScrollReset: true })}
    >
      <input type="hidden" name="box" value={box} />
      <Choice
        label="業務アプリ"
        name="app"
        value={asked.app}
        all="すべて"
        options={parts.apps.map((one) => [one.id, `${one.title}（${one.count}件）`])}
      />
      {box !== 'drafted' && (
        <Choice
          label="起案した人"
          name="drafter"
          value={asked.drafter}
          all="だれでも"
          options={parts.drafters.map((one) => [one.id, `${one.name}（${one.count}件）`])}
        />
      )}
      {waits && (
        <Choice
          label="待っている日数"
          name="age"
          value={asked.age}
          all="何日でも"
          options={boxAges.map((one) => [one, boxAgeWords[one]])}
        />
      )}
      <Choice
        label="金額"
        name="amount"
        value={asked.amount}
        all="いくらでも"
        options={boxAmounts.map((one) => [one, boxAmountWords[one]])}
      />
      <noscript>
        <button type="submit" className="button button-plain">
          絞り込む
        </button>
      </noscript>
      {narrows(asked) && (
        <p className="box-filter-said" role="status">
          <b>{count}件</b>に絞り込んでいます。
          <Link
            to={href(staffPaths.approvals, undefined, { box: box === 'turn' ? undefined : box })}
            preventScrollReset
          >
            絞り込みをやめる
          </Link>
        </p>
      )}
    </Form>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  value: string | null;
  all: string;
  options: readonly (readonly [string, string])[];
}

function Choice({ label, name, value, all, options }: ChoiceProps) {
  const control = useRef<HTMLSelectElement>(null);
  // What was chosen elsewhere, by a link or by going back, is what the control shows; its focus stays.
  useEffect(() => {
    if (control.current !== null) control.current.value = value ?? '';
  }, [value]);
  const gone = value !== null && !options.some(([one]) => one === value);
  return (
    <label>
      {label}
      <select ref={control} name={name} defaultValue={value ?? ''}>
        <option value="">{all}</option>
        {gone && <option value={value}>（いまはありません）</option>}
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
