/** Effects of other apps that fill fields of this one: whoever changes it is told what they would not be able to do any more. Pure. */
import type { App } from '#core/definitions';
import { writesIn } from './check-effects.ts';
import type { AppProblem } from './model.ts';
import type { Sight } from './sight.ts';

/**
 * Warnings only: the other app is somebody else's to mend, and may be mended after. `before` is what is published; what does not
 * fit there already is not this change's doing.
 */
export function filledByOthers(
  before: App,
  after: App,
  others: readonly App[],
  { sees }: Pick<Sight, 'sees'>,
): AppProblem[] {
  return others.flatMap((other) => {
    if (other.id === after.id) return [];
    return writesIn(other)
      .filter(({ app }) => app === after.id)
      .flatMap(({ kind, values, cause }) => {
        const makes = kind === 'create';
        const losses = [...lost(before, after, values), ...(makes ? wanted(before, after, values) : [])];
        const who = sees(other) ? `業務アプリ「${other.title.ja}」の${cause}` : 'ほかの業務アプリ';
        return losses.map(({ ja, en }) => ({
          path: '',
          level: 'warning' as const,
          ja: makes
            ? `${who}の自動処理が、この業務アプリにレコードを作っています。${ja}公開すると作れなくなるので、そちらの自動処理も直してください。`
            : `${who}の自動処理が、この業務アプリのレコードに値を入れています。${ja}公開すると入れられなくなるので、そちらの自動処理も直してください。`,
          en: `An effect of ${sees(other) ? other.id : 'another app'} ${makes ? 'makes' : 'changes'} records here: ${en}`,
        }));
      });
  });
}

interface Loss {
  ja: string;
  en: string;
}

/** Fields that it names and that are gone, called otherwise, or of another kind. */
function lost(before: App, after: App, values: Readonly<Record<string, string>>): Loss[] {
  return Object.keys(values).flatMap((code): Loss[] => {
    const was = before.fields.find((one) => one.code === code);
    if (was === undefined) return [];
    const is = after.fields.find((one) => one.code === code);
    if (is !== undefined)
      return is.type === was.type
        ? []
        : [{ ja: `値を入れている項目「${code}」の種類が変わります。`, en: `${code} changes its type.` }];
    const renamed = after.fields.find((one) => one.id === was.id);
    return [
      renamed === undefined
        ? { ja: `値を入れている項目「${code}」がなくなります。`, en: `${code} goes away.` }
        : {
            ja: `値を入れている項目「${code}」が「${renamed.code}」になります。`,
            en: `${code} becomes ${renamed.code}.`,
          },
    ];
  });
}

/** Fields that must be filled from now on, and that it does not fill. */
function wanted(before: App, after: App, values: Readonly<Record<string, string>>): Loss[] {
  return after.fields.flatMap((field): Loss[] => {
    const was = before.fields.find((one) => one.id === field.id);
    if (field.required !== true || was?.required === true || Object.hasOwn(values, field.code)) return [];
    return [
      {
        ja: `必須になる項目「${field.label.ja}」に、値を入れていません。`,
        en: `${field.code} is required now and not given.`,
      },
    ];
  });
}
