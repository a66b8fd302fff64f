/** Papers of a record: made, opened, revoked and made anew. Nothing at all where the app has none. */
import { Form } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf, type FormIssue, Mark, Section, type Tone } from '#ui/staff';
import { Moment } from '../../record/views/moment.tsx';
import type { PaperEntry, PapersPart } from '../papers.server.ts';
import { EndPaper, MendPaper } from './paper-forms.tsx';
import { useReady } from './use-ready.ts';

interface Props {
  part: PapersPart;
  place: { app: string; record: string };
  issues: readonly FormIssue[] | undefined;
}

export function Papers({ part, place, issues }: Props) {
  const { prints, issues: templates, documents, key } = part;
  useReady(documents, part.templates);
  if (prints.length + templates.length + documents.length === 0) return null;
  return (
    <Section title="文書" id="papers">
      {documents.length > 0 && (
        <ul className="papers">
          {documents.map((one) => (
            <li key={one.id}>
              <Entry one={one} place={place} edits={part.edits} issues={issues} />
            </li>
          ))}
        </ul>
      )}
      <div className="button-row">
        {templates.map((one) => (
          <Form key={one.id} method="post" className="inline-form">
            <Csrf />
            <input type="hidden" name="intent" value="paper" />
            <input type="hidden" name="press" value={`issue/${one.id}`} />
            <input type="hidden" name="key" value={key} />
            <button type="submit" className="button button-plain">
              「{one.title}」を作る
            </button>
          </Form>
        ))}
        {prints.map((one) => (
          <a
            key={one.id}
            className="button button-plain"
            href={href(staffPaths.recordPaper, { ...place, template: one.id })}
          >
            「{one.title}」を印刷（PDF）
          </a>
        ))}
      </div>
    </Section>
  );
}

const states: Readonly<Record<PaperEntry['state'], { word: string; tone: Tone }>> = {
  rendering: { word: '作成中', tone: 'work' },
  'waiting-repair': { word: '文字の確認待ち', tone: 'alert' },
  issued: { word: '作成済み', tone: 'done' },
  revoked: { word: '取消済み', tone: 'stopped' },
  void: { word: '欠番', tone: 'stopped' },
};

function Entry({
  one,
  place,
  edits,
  issues,
}: {
  one: PaperEntry;
  place: Props['place'];
  edits: boolean;
  issues: readonly FormIssue[] | undefined;
}) {
  const { word, tone } = states[one.state];
  const name = one.number === null ? one.title : `${one.title}（${one.number}）`;
  const told =
    issues?.filter((issue) => issue.path === `paper-${one.id}`).map((issue) => issue.message) ?? [];
  const over = one.state === 'revoked' || one.state === 'void';
  return (
    <>
      <p className="paper-line">
        {one.opens ? (
          <a href={href(staffPaths.recordDocument, { ...place, document: one.id })}>{name}</a>
        ) : (
          <b>{name}</b>
        )}
        <Mark tone={tone}>{word}</Mark>
        <span className="small quiet">
          <Moment at={one.at} /> {one.by === '' ? '自動' : one.by}
        </span>
      </p>
      {one.replaces !== null && <p className="small quiet">{one.replaces}を作り直した文書です。</p>}
      {one.omitted && (
        <p className="small quiet">支援措置のため、住所・連絡先・地図の位置・写真を省いてあります。</p>
      )}
      {one.reason !== '' && (
        <p className="small">
          {over ? '理由：' : ''}
          {one.reason}
        </p>
      )}
      {one.code !== null && one.state === 'issued' && <p className="small quiet">確認の符号：{one.code}</p>}
      {edits && one.state === 'waiting-repair' && one.missing.length > 0 && (
        <MendPaper one={one} told={told} />
      )}
      {edits && one.state !== 'revoked' && (one.state !== 'void' || one.remakes) && (
        <EndPaper one={one} name={name} told={told} />
      )}
    </>
  );
}
