/** What one colleague meets, laid out. */
import { Form } from 'react-router';
import { Csrf, Mark, ScrollBox, Section } from '#ui/staff';
import type { SeenPage } from './seen-as.server.ts';

const words = { always: 'できる', some: 'レコードによる', never: 'できない' } as const;
const tones = { always: 'done', some: 'work', never: 'stopped' } as const;

const why: Record<NonNullable<SeenPage['records']>, string> = {
  'none-theirs': 'この人に見えるレコードはありません。',
  'not-yours': 'あなた自身がこのアプリのレコードを見られないので、レコードは出しません。',
  'hangs-on-hidden':
    'この人に見えるレコードは、あなたが読めない項目で決まります。並べると中身が推しはかれるので、出しません。',
};

export function SeenView({ seen }: { seen: SeenPage }) {
  const { person } = seen;
  return (
    <>
      <Section title={`${person.name}さんとして`} id="seen">
        {person.posts.length > 1 ? (
          <Form method="post" className="seen-posts">
            <Csrf />
            <input type="hidden" name="staff" value={person.id} />
            {person.posts.map((post) => (
              <button
                key={post.id}
                type="submit"
                name="post"
                value={post.id}
                className="button button-quiet"
                aria-pressed={post.chosen}
              >
                {post.text}
              </button>
            ))}
          </Form>
        ) : (
          <p className="quiet">{person.posts[0]?.text}</p>
        )}
        {!seen.there && <p className="note">この人には、このアプリはありません（一覧にも出ません）。</p>}
        <ul className="seen-acts">
          {seen.acts.map((one) => (
            <li key={one.act}>
              <span>{one.act}</span>
              <Mark tone={tones[one.reach]}>{words[one.reach]}</Mark>
            </li>
          ))}
        </ul>
      </Section>
      {seen.there && (
        <Section title="項目" id="seen-fields">
          <ScrollBox label="項目ごとの見え方">
            <table className="table seen-table">
              <thead>
                <tr>
                  <th scope="col">項目</th>
                  <th scope="col">読む</th>
                  <th scope="col">直す</th>
                </tr>
              </thead>
              <tbody>
                {seen.fields.map((one) => (
                  <tr key={one.label}>
                    <th scope="row">{one.label}</th>
                    <td>
                      <Mark tone={tones[one.read]}>{words[one.read]}</Mark>
                    </td>
                    <td>
                      <Mark tone={tones[one.edit]}>{words[one.edit]}</Mark>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <p className="quiet">「直す」は、そのレコードを直せるときの話です。</p>
        </Section>
      )}
      {seen.there && (
        <Section title="レコード" id="seen-records">
          {seen.records !== null && <p className="empty">{why[seen.records]}</p>}
          {seen.records === null && seen.rows.length === 0 && (
            <p className="empty">この人とあなたの両方に見えるレコードはありません。</p>
          )}
          {seen.rows.length > 0 && (
            <>
              <p className="quiet">
                この人とあなたの両方に見えるもののうち、はじめの{seen.rows.length}件です。
              </p>
              <ScrollBox label="この人に見えるレコード">
                <table className="table seen-table">
                  <thead>
                    <tr>
                      {seen.columns.map((label) => (
                        <th key={label} scope="col">
                          {label}
                        </th>
                      ))}
                      <th scope="col">ほかにできること</th>
                    </tr>
                  </thead>
                  <tbody>
                    {seen.rows.map((row) => (
                      <tr key={row.id}>
                        {row.cells.map((cell, at) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of columns
                          <td key={at}>{cell}</td>
                        ))}
                        <td>{row.may === '' ? '見るだけ' : row.may}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollBox>
            </>
          )}
          {seen.leftOut.length > 0 && (
            <p className="note">
              {seen.leftOut.map((label) => `「${label}」`).join('')}
              は、見えるかどうかがあなたの読めない項目で決まるため、出していません。
            </p>
          )}
        </Section>
      )}
    </>
  );
}
