/** Characters that Windows-31J does not have: where they stand, and what shall stand there instead. */
import { Form } from 'react-router';
import type { Misfits } from '#core/exports';
import { Csrf, errorFor, Field, type FormIssue, ScrollBox, Section, Submit } from '#ui/staff';

export function CharactersForm({ misfits, issues }: { misfits: Misfits; issues: readonly FormIssue[] }) {
  return (
    <Section title="Windows-31Jにない文字があります" id="characters">
      <p>
        {misfits.places.toLocaleString('ja-JP')}か所、{misfits.characters.length}
        種類です。UTF-8にすれば、このまま書き出せます。Windows-31Jのままにするときは、代わりの文字を決めてください。置き換えたことは控えに残ります。
      </p>
      <Form method="post" className="export-act">
        <Csrf />
        <Submit name="intent" value="utf8">
          UTF-8で書き出す
        </Submit>
      </Form>
      <Form method="post" className="export-characters">
        <Csrf />
        {misfits.characters.map((one, index) => (
          <div key={one.character}>
            <input type="hidden" name="character" value={one.character} />
            <Field
              label={
                <>
                  「<span className="export-character">{one.character}</span>」の代わり
                  <span className="quiet">
                    （{one.codePoint}、{one.places.toLocaleString('ja-JP')}か所）
                  </span>
                </>
              }
              error={errorFor(issues, `instead${index}`)}
            >
              <input
                id={`instead${index}`}
                type="text"
                name={`instead${index}`}
                className="short"
                defaultValue={one.proposal}
                maxLength={20}
              />
            </Field>
          </div>
        ))}
        <Submit kind="plain" name="intent" value="replace">
          この文字に置き換えて書き出す
        </Submit>
      </Form>
      <details>
        <summary>ある場所（{misfits.listed.length}か所まで）</summary>
        <ScrollBox label="文字がある場所">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">行</th>
                <th scope="col">項目</th>
                <th scope="col">文字</th>
                <th scope="col">符号位置</th>
              </tr>
            </thead>
            <tbody>
              {misfits.listed.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same character may stand twice in one place, and the list never changes
                <tr key={index}>
                  <td className="number">{one.row === 0 ? '–' : one.row}</td>
                  <td>{one.column}</td>
                  <td>{one.character}</td>
                  <td className="nowrap">{one.codePoint}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </details>
    </Section>
  );
}
