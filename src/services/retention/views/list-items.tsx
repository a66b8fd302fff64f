/** The cases of a list, by number; before the first approval each can be taken out or sent to the archives instead. */
import { Form } from 'react-router';
import { Csrf, ScrollBox, useMay } from '#ui/staff';
import type { ListPage } from '../list-page.server.ts';

export function ListItems({ page }: { page: ListPage }) {
  const may = useMay();
  const reviews = page.editable && may('records.manage');
  return (
    <ScrollBox label="一覧の案件">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">受付番号</th>
            <th scope="col">手続</th>
            <th scope="col">完結</th>
            <th scope="col">保存期間の終わり</th>
            <th scope="col">扱い</th>
            {reviews && <th scope="col">変える</th>}
          </tr>
        </thead>
        <tbody>
          {page.items.map((item) => (
            <tr key={item.id}>
              <td>{item.number}</td>
              <td>{item.procedure}</td>
              <td>{item.closedOn}</td>
              <td>{item.keptTo}</td>
              <td>
                {item.state}
                {item.reason !== '' && <span className="quiet small">（{item.reason}）</span>}
              </td>
              {reviews && <td>{item.open && <Review item={item} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Review({ item }: { item: ListPage['items'][number] }) {
  const other = item.action === 'transfer' ? 'dispose' : 'transfer';
  return (
    <Form method="post" className="button-row">
      <Csrf />
      <input type="hidden" name="intent" value="review" />
      <input type="hidden" name="case" value={item.id} />
      <button type="submit" name="to" value={other} className="button button-quiet">
        {other === 'transfer' ? '移管にする' : '廃棄にする'}
      </button>
      <input
        type="text"
        id={`reason-${item.id}`}
        name={`reason-${item.id}`}
        aria-label={`${item.number}を外す理由`}
        placeholder="外す理由"
        maxLength={200}
      />
      <button type="submit" name="to" value="exclude" className="button button-quiet">
        外す
      </button>
    </Form>
  );
}
