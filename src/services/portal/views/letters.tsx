import type { ApplicationMessage } from '#core/applications';
import { useMoment, useT } from '../site-context.tsx';
import { Csrf } from './csrf.tsx';
import { Form } from './link.tsx';
import { TextField } from './text-field.tsx';

/** Letters between applicant and office, oldest first, and a box to write one. */
export function Letters({
  letters,
  wrong,
  phone,
}: {
  letters: ApplicationMessage[];
  wrong?: string;
  phone: string;
}) {
  const t = useT();
  const moment = useMoment();
  return (
    <>
      {letters.length === 0 && <p>{t('message.none')}</p>}
      <ol className="letters">
        {letters.map((one) => (
          <li
            key={`${one.sender}-${one.at.getTime()}-${one.body.length}`}
            className={`letter letter-${one.sender}`}
          >
            <p className="quiet">
              <b>{t(one.sender === 'office' ? 'message.fromOffice' : 'message.fromYou')}</b> {moment(one.at)}
            </p>
            <p className="letter-text">{one.body}</p>
          </li>
        ))}
      </ol>
      <details className="more no-print" open={wrong !== undefined}>
        <summary>{t('message.write')}</summary>
        <Form method="post" className="stack" noValidate>
          <Csrf />
          <TextField
            name="body"
            rows={6}
            label={t('message.body.label')}
            hint={t('message.hint', { phone })}
            error={wrong === undefined ? undefined : t('message.wrong')}
            defaultValue={wrong}
          />
          <button className="button button-secondary" type="submit">
            {t('message.send')}
          </button>
        </Form>
      </details>
    </>
  );
}
