import { useT } from '../site-context.tsx';

/** A number in large digits, its secret, and a way to print both; the button shows only where a script can print. */
export function PaperNumber({
  label,
  number,
  secret,
}: {
  label: string;
  number: string;
  secret: string | null;
}) {
  const t = useT();
  return (
    <div className="paper">
      <dl>
        <dt>{label}</dt>
        <dd className="number">{number}</dd>
        {secret !== null && (
          <>
            <dt>{t('receipt.secret')}</dt>
            <dd className="number">{secret}</dd>
          </>
        )}
      </dl>
      {secret !== null && <p>{t('receipt.secret.keep')}</p>}
      <button className="button button-secondary no-print" type="button" data-print="" hidden>
        {t('site.print')}
      </button>
    </div>
  );
}
