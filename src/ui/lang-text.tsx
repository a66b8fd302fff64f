/** A text of a definition in the wanted language; a run that fell back to another language says so. */
import { type LocalizedText, pick } from '#kernel/localized';

export function LangText({ text, language }: { text: LocalizedText; language: string }) {
  const picked = pick(text, language);
  return picked.fellBack && picked.lang !== language.split('-')[0] ? (
    <span lang={picked.lang}>{picked.text}</span>
  ) : (
    <>{picked.text}</>
  );
}

/** The same, each line break kept as one and blank lines as paragraphs. */
export function LangParagraphs({
  text,
  language,
  className,
}: {
  text: LocalizedText;
  language: string;
  className?: string;
}) {
  const picked = pick(text, language);
  const lang = picked.fellBack && picked.lang !== language.split('-')[0] ? picked.lang : undefined;
  return (
    <div className={className} lang={lang}>
      {picked.text.split(/\n{2,}/).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one fixed text
        <p key={index}>{paragraph}</p>
      ))}
    </div>
  );
}
