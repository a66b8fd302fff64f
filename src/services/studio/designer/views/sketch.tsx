/** Roughly how a control will look; the preview shows it exactly. */
import type { DefinedField } from '#core/fields';
import { type Look, palette } from '../palette.ts';

const most = 6;

export function Sketch({ field }: { field: DefinedField }) {
  const look: Look = palette[field.type]?.look ?? 'line';
  const options = field.options as {
    choices?: { value: string; label: { ja: string }; points?: number }[];
    unit?: { ja: string };
    yes?: { ja: string };
    no?: { ja: string };
    statement?: { ja: string };
    formula?: string;
    pattern?: string;
  };
  if (look === 'choices' || look === 'boxes') {
    const words =
      field.type === 'yes-no'
        ? [options.yes?.ja ?? 'はい', options.no?.ja ?? 'いいえ']
        : field.type === 'consent'
          ? [options.statement?.ja ?? '']
          : (options.choices ?? []).map(
              (one) => one.label.ja + (one.points === undefined ? '' : `（${one.points}点）`),
            );
    return (
      <ul className={`sketch sketch-${look}`}>
        {words.slice(0, most).map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two choices may say the same while they are typed
          <li key={index}>{word}</li>
        ))}
        {words.length > most && <li className="sketch-more">ほか{words.length - most}</li>}
      </ul>
    );
  }
  if (look === 'told') {
    const text = field.type === 'formula' ? options.formula : options.pattern;
    return <p className="sketch sketch-told">{text ? <code>{text}</code> : '自動で入ります'}</p>;
  }
  if (look === 'lines') return null;
  return (
    <p className={`sketch sketch-${look}`} aria-hidden="true">
      {look === 'file' && 'ファイルを選ぶ'}
      {look === 'select' && '選んでください'}
      {look === 'short' && (field.type === 'money' ? '円' : (options.unit?.ja ?? ''))}
    </p>
  );
}
