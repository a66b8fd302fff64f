/** Values that two people changed at once, side by side, each with a choice. Stands inside the form. */
import { Glyph } from '#ui/staff';
import { type ClashRow, choiceName, clashName } from '../clash.ts';

const empty = '（空欄）';

export function ClashBox({ clashes }: { clashes: readonly ClashRow[] }) {
  return (
    <section className="clash" aria-labelledby="clash-title" tabIndex={-1} data-clash="">
      <h2 id="clash-title">
        <Glyph name="alert" />
        ほかの人が、同じ項目を先に変えました
      </h2>
      <p>どちらの値にするかを選んで、もう一度保存してください。ほかの項目の入力は、下に残っています。</p>
      {clashes.map((one) => (
        <fieldset key={one.path}>
          <legend>{one.label}</legend>
          <input type="hidden" name={clashName} value={one.path} />
          {one.base !== '' && <p className="help">開いたときの値：{one.base}</p>}
          <label className="choice">
            <input type="radio" name={choiceName(one.path)} value="theirs" required />
            <span>
              <b>ほかの人の値</b>
              <span className="clash-value">{one.theirs || empty}</span>
            </span>
          </label>
          <label className="choice">
            <input type="radio" name={choiceName(one.path)} value="yours" required />
            <span>
              <b>あなたの値</b>
              <span className="clash-value">{one.yours || empty}</span>
            </span>
          </label>
        </fieldset>
      ))}
    </section>
  );
}
