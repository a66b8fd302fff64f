/** Account holder names in the half-width kana of bank transfer files (全国銀行協会 全銀フォーマット). */
import { type AppError, appError } from '#kernel/errors';
import { err, ok, type Result } from '#kernel/result';
import { fullKanaToHalf, halfKanaToFull } from './half-kana.ts';
import { strokeVariants } from './hyphens.ts';
import { enlargeSmallKana, hiraganaToKatakana } from './kana.ts';
import { toHalfWidth } from './width.ts';

export interface BankKanaError extends AppError {
  /** The characters that a bank file cannot hold, each once, as typed. */
  characters: string[];
}

export interface BankKanaOptions {
  /** The common table holds ｦ; many banks register オ for ヲ. Default 'keep'. */
  wo?: 'keep' | 'o';
  /** Cuts to this many half-width characters (30 in a transfer record, dakuten counting one). Default: not cut. */
  cut?: number;
}

const allowed = /^[ｦｱ-ﾝﾞﾟA-Z0-9\\,.｢｣()\-/ ]$/;
const old: Record<string, string> = { ヰ: 'イ', ヱ: 'エ', '¥': '\\', '￥': '\\' };

/**
 * A holder name as a transfer file has it: kana of any width or script and Latin letters become half-width upper
 * case, small kana large (キョ → ｷﾖ), ー and every stroke '-', ヲ by `wo`. Allowed: ｱ–ﾝ ﾞ ﾟ ｦ, A–Z, 0–9, space and \ , . ｢ ｣ ( ) - /.
 * Kanji, ・ and anything else are an error that lists them; an empty name is an error too.
 */
export function bankKana(text: string, options: BankKanaOptions = {}): Result<string, BankKanaError> {
  const refused: string[] = [];
  let out = '';
  for (const char of halfKanaToFull(text.normalize('NFC').trim())) {
    const half = convert(char, options.wo ?? 'keep');
    if ([...half].every((unit) => allowed.test(unit))) out += half;
    else if (!refused.includes(char)) refused.push(char);
  }
  if (refused.length > 0) {
    const message = `口座名義に使えない文字があります：${refused.join(' ')}。通帳のカタカナのとおりに入力してください。`;
    return err({ ...appError('invalid', message), characters: refused });
  }
  if (out === '')
    return err({ ...appError('invalid', '口座名義をカタカナで入力してください。'), characters: [] });
  return ok(options.cut === undefined ? out : out.slice(0, options.cut).trimEnd());
}

function convert(char: string, wo: 'keep' | 'o'): string {
  if (char.replace(strokeVariants, '') === '') return '-';
  const large = enlargeSmallKana(hiraganaToKatakana(char));
  const kana = wo === 'o' && large === 'ヲ' ? 'オ' : (old[large] ?? large);
  return fullKanaToHalf(toHalfWidth(kana)).toUpperCase();
}
