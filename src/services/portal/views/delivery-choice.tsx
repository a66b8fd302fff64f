/** How documents are to arrive. Nothing is chosen beforehand: electronic delivery counts only by the recipient's own choice. */
import { useT } from '../site-context.tsx';
import { Csrf } from './csrf.tsx';
import { Form } from './link.tsx';

export function DeliveryChoice({ chosen }: { chosen: 'electronic' | 'post' | null }) {
  const t = useT();
  return (
    <Form method="post" className="stack">
      <Csrf />
      <input type="hidden" name="intent" value="delivery" />
      <p>{t(chosen === null ? 'delivery.none' : `delivery.now.${chosen}`)}</p>
      <fieldset>
        <legend>{t('delivery.question')}</legend>
        {(['electronic', 'post'] as const).map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="delivery" value={one} defaultChecked={chosen === one} required />
            <span>{t(`delivery.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <button className="button button-secondary" type="submit">
        {t('delivery.save')}
      </button>
    </Form>
  );
}
