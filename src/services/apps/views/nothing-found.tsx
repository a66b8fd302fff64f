/** An empty list says why it is empty, and offers every way to widen it. */
import type { AppHeadData, OpenedTable, TableQuestion } from '../table/model.ts';

interface NothingFoundProps {
  app: AppHeadData;
  opened: OpenedTable;
  onAsk(question: TableQuestion): void;
  onEdit(): void;
}

export function NothingFound({ app, opened, onAsk, onEdit }: NothingFoundProps) {
  const { question, narrowed } = opened;
  const title = app.views.find((one) => one.id === question.view)?.title;
  const bound = narrowed && question.whole !== true;
  if (question.search === undefined && question.filter === undefined)
    return (
      <div className="empty">
        <p>
          {bound && title !== undefined
            ? `一覧「${title}」の条件に当てはまるレコードは、いまありません。`
            : 'レコードは、まだありません。'}
          {app.acts.includes('add') && '「新規」から入れられます。'}
        </p>
        {bound && <Widen onPress={() => onAsk({ ...question, whole: true })}>すべてのレコードを見る</Widen>}
      </div>
    );
  const { search, ...unsought } = question;
  const { filter, ...unfiltered } = question;
  return (
    <div className="empty">
      <p>
        {search === undefined
          ? 'この条件に当てはまるレコードはありません。広げてみてください。'
          : `「${search}」の入ったレコードは、${filter === undefined ? 'この一覧に' : 'この条件の中に'}ありません。言葉を短くするか、広げてみてください。`}
      </p>
      {search !== undefined && <Widen onPress={() => onAsk(unsought)}>さがす言葉を消す</Widen>}
      {filter !== undefined && (
        <>
          <Widen onPress={onEdit}>条件を直す</Widen>
          <Widen onPress={() => onAsk(unfiltered)}>条件を外す</Widen>
        </>
      )}
      {bound && (
        <Widen onPress={() => onAsk({ ...question, whole: true })}>
          {title === undefined ? 'この一覧' : `一覧「${title}」`}の条件を外して、すべてのレコードからさがす
        </Widen>
      )}
    </div>
  );
}

function Widen({ onPress, children }: { onPress(): void; children: React.ReactNode }) {
  return (
    <button type="button" className="button button-plain" onClick={onPress}>
      {children}
    </button>
  );
}
