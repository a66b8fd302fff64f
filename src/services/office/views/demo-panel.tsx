/** Who one can sign in as in the demo. Codes are those of this moment. */
import { useEffect, useState } from 'react';
import { Form, useRevalidator } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Csrf, ScrollBox } from '#ui/staff';

interface Props {
  password: string;
  people: { login: string; name: string; posts: string[]; code: string }[];
  returnTo: string;
}

export function DemoPanel({ password, people, returnTo }: Props) {
  const { revalidate } = useRevalidator();
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    // Codes change with the half minute.
    const timer = setTimeout(() => void revalidate(), 30_000 - (Date.now() % 30_000) + 500);
    return () => clearTimeout(timer);
  });
  const shown = people.filter((one) =>
    `${one.name}${one.login}${one.posts.join('')}`.includes(wanted.trim()),
  );
  return (
    <section aria-labelledby="demo-title" className="demo-panel">
      <h2 id="demo-title">デモでサインインできる人</h2>
      <p className="quiet">
        ボタン一つでサインインできます。手で入れるときは、パスワードはどの人も <code>{password}</code>
        、確認コードは表のとおりです。
      </p>
      <label className="demo-filter">
        <span className="visually-hidden">名前や所属でしぼる</span>
        <input
          type="search"
          placeholder="名前や所属でしぼる"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </label>
      <ScrollBox label="人の一覧" tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">役職</th>
              <th scope="col">氏名</th>
              <th scope="col">ログイン名</th>
              <th scope="col">確認コード</th>
              <th scope="col">
                <span className="visually-hidden">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.login}>
                <td>
                  {one.posts.map((post) => (
                    <div key={post} className="nowrap">
                      {post}
                    </div>
                  ))}
                </td>
                <td className="nowrap">{one.name}</td>
                <td className="nowrap">{one.login}</td>
                <td className="number">{one.code}</td>
                <td>
                  <Form method="post" action={staffPaths.signInDemo}>
                    <Csrf />
                    <input type="hidden" name="return" value={returnTo} />
                    <button
                      type="submit"
                      name="login"
                      value={one.login}
                      className="button button-quiet nowrap"
                    >
                      この人としてサインイン<span className="visually-hidden">：{one.name}</span>
                    </button>
                  </Form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
