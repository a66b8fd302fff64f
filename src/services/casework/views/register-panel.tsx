/** Asks the register the procedure names; the answer stays on the screen only. */
import { useFetcher } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Facts, Section } from '#ui/staff';
import type { RegisterRows } from '../register-rows.ts';

const names = { tax: '税の台帳', vaccination: '予防接種の台帳', resident: '住民の台帳' } as const;

export function RegisterPanel({ caseId, register }: { caseId: string; register: keyof typeof names }) {
  const { data, Form, state } = useFetcher<RegisterRows>();
  return (
    <Section title={names[register]} id="register">
      <Form
        method="post"
        action={href(staffPaths.caseRegister, { case: caseId })}
        className="button-row no-print"
      >
        <Csrf />
        <button type="submit" className="button button-plain" aria-disabled={state !== 'idle' || undefined}>
          {state === 'idle' ? '照会する' : '照会しています…'}
        </button>
        <span className="small quiet">照会したことが記録されます</span>
      </Form>
      <div aria-live="polite">
        {data && (
          <>
            <p className="note">{data.message}</p>
            {data.rows.length > 0 && <Facts rows={data.rows} />}
          </>
        )}
      </div>
    </Section>
  );
}
