/** How documents are to arrive. Nothing is chosen beforehand: electronic delivery counts only by the recipient's own choice. */
import { FormGroup, OptionList } from '#ui';
import { useT } from '../site-context.tsx';
import { Csrf } from './csrf.tsx';
import { Form } from './link.tsx';

export function DeliveryChoice({
  chosen,
  wrong,
}: {
  chosen: 'electronic' | 'post' | null;
  /** It was sent without an answer. */
  wrong: boolean;
}) {
  const t = useT();
  const options = (['electronic', 'post'] as const).map((one) => ({
    value: one,
    label: t(`delivery.${one}`),
  }));
  return (
    <Form method="post" className="stack">
      <Csrf />
      <input type="hidden" name="intent" value="delivery" />
      <p>{t(chosen === null ? 'delivery.none' : `delivery.now.${chosen}`)}</p>
      <FormGroup
        id="delivery-choice"
        radios
        focusable
        label={t('delivery.question')}
        error={wrong ? t('delivery.choose') : undefined}
      >
        <OptionList
          type="radio"
          id="delivery-electronic"
          name="delivery"
          options={options}
          chosen={chosen === null ? [] : [chosen]}
        />
      </FormGroup>
      <button className="button button-secondary" type="submit">
        {t('delivery.save')}
      </button>
    </Form>
  );
}
