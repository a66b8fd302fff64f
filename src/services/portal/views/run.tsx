import type { Picked } from '#kernel/localized';
import { useSite } from '../site-context.tsx';

/** A text of a definition; a run in another language than the page says so. */
export function Run({ text }: { text: Picked }) {
  const { htmlLang } = useSite();
  return text.lang === htmlLang ? <>{text.text}</> : <span lang={text.lang}>{text.text}</span>;
}
