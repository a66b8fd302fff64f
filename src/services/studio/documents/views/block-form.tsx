/** What one block of a paper says: its words, its fields. */
import { useRef } from 'react';
import type { TemplateBlock } from '#core/definitions';
import {
  CheckSetting,
  SelectSetting,
  SomeSetting,
  TextSetting,
} from '../../designer/views/setting-controls.tsx';
import type { Choice, Fitting } from '../model.ts';
import { GridForm } from './grid-form.tsx';
import { OrderedFields } from './ordered-fields.tsx';

interface Props<B extends TemplateBlock = TemplateBlock> {
  block: B;
  fitting: Fitting;
  put(block: TemplateBlock): void;
}

const aligns = [
  { value: 'left', label: '左' },
  { value: 'center', label: '中央' },
  { value: 'right', label: '右' },
];
const sums = [
  { value: 'sum', label: '合計' },
  { value: 'count', label: '件数' },
  { value: 'average', label: '平均' },
  { value: 'min', label: '最小' },
  { value: 'max', label: '最大' },
];

export function BlockForm({ block, fitting, put }: Props) {
  switch (block.type) {
    case 'title':
      return (
        <PlacedText
          label="題名"
          help="空のときは、文書の名前が題名になります。"
          text={block.text ?? ''}
          fitting={fitting}
          put={(text) => put(text === '' ? { type: 'title' } : { ...block, text })}
        />
      );
    case 'addressee':
      return (
        <PlacedText
          label="宛先"
          help="様・御中まで書きます。"
          text={block.text}
          lines={2}
          fitting={fitting}
          put={(text) => put({ ...block, text })}
        />
      );
    case 'heading':
      return (
        <PlacedText
          label="見出し"
          text={block.text}
          fitting={fitting}
          put={(text) => put({ ...block, text })}
        />
      );
    case 'text':
      return (
        <>
          <PlacedText
            label="文"
            text={block.text}
            lines={3}
            fitting={fitting}
            put={(text) => put({ ...block, text })}
          />
          <SelectSetting
            label="寄せ方"
            value={block.align}
            choices={aligns}
            onChange={(align) => put({ ...block, align: align as 'left' })}
          />
        </>
      );
    case 'date':
      return (
        <SelectSetting
          label="どの日付か"
          value={block.field ?? ''}
          none="作る日"
          choices={fitting.dates}
          onChange={(field) => put(field === '' ? { type: 'date' } : { type: 'date', field })}
        />
      );
    case 'fields':
      return (
        <>
          <OrderedFields
            label="載せる項目"
            value={block.fields}
            choices={fitting.values}
            put={(fields) => put({ ...block, fields })}
          />
          <SelectSetting
            label="並べ方"
            value={String(block.columns)}
            choices={[
              { value: '1', label: '一列' },
              { value: '2', label: '二列' },
            ]}
            onChange={(columns) => put({ ...block, columns: columns === '2' ? 2 : 1 })}
          />
        </>
      );
    case 'figures':
      return (
        <OrderedFields
          label="大きく載せる項目"
          help="四つまで。横に並びます。"
          value={block.fields}
          choices={fitting.values}
          most={4}
          put={(fields) => put({ ...block, fields })}
        />
      );
    case 'grid':
      return <GridForm block={block} choices={fitting.values} put={put} />;
    case 'lines':
      return <LinesForm block={block} fitting={fitting} put={put} />;
    case 'photos':
      return <PhotosForm block={block} fitting={fitting} put={put} />;
    case 'signature':
      return (
        <FieldChoice
          value={block.field}
          choices={fitting.signatures}
          put={(field) => put({ ...block, field })}
        />
      );
    case 'sum':
      return (
        <>
          <TextSetting label="名前" value={block.label} onChange={(label) => put({ ...block, label })} />
          <FieldChoice value={block.field} choices={fitting.sums} put={(field) => put({ ...block, field })} />
          {block.field.includes('.') && (
            <SelectSetting
              label="まとめ方"
              value={block.by}
              choices={sums}
              onChange={(by) => put({ ...block, by: by as 'sum' })}
            />
          )}
        </>
      );
    case 'break':
      return <p className="quiet">ここから新しいページにします。</p>;
  }
}

function LinesForm({ block, fitting, put }: Props<Extract<TemplateBlock, { type: 'lines' }>>) {
  const columns = fitting.lines.find((one) => one.value === block.field)?.columns ?? [];
  return (
    <>
      <FieldChoice
        value={block.field}
        choices={fitting.lines}
        put={(field) => put({ ...block, field, columns: [] })}
      />
      <SomeSetting
        label="載せる列"
        help="一つも選ばないと、すべて載せます。"
        value={block.columns}
        choices={columns}
        onChange={(chosen) =>
          put({ ...block, columns: columns.map((one) => one.value).filter((one) => chosen.includes(one)) })
        }
      />
    </>
  );
}

function PhotosForm({ block, fitting, put }: Props<Extract<TemplateBlock, { type: 'photos' }>>) {
  const beside = fitting.photos.find((one) => one.value === block.field)?.beside ?? [];
  return (
    <>
      <FieldChoice
        value={block.field}
        choices={fitting.photos}
        put={(field) => put({ ...block, field, beside: [] })}
      />
      <OrderedFields
        label="写真と一緒に載せる項目"
        help="写真のすぐ上に載り、離れません。"
        value={block.beside}
        choices={beside}
        put={(fields) => put({ ...block, beside: fields })}
      />
      <TextSetting
        label="写真の上の見出し"
        help="空でもかまいません。"
        value={block.heading ?? ''}
        onChange={(heading) => {
          const { heading: _before, ...rest } = block;
          put(heading === '' ? rest : { ...rest, heading });
        }}
      />
      <CheckSetting
        label="写真がないときは、見出しも項目も載せない"
        value={block.leaveOut === true}
        onChange={(leaveOut) => put({ ...block, leaveOut })}
      />
    </>
  );
}

function FieldChoice({
  value,
  choices,
  put,
}: {
  value: string;
  choices: readonly Choice[];
  put(value: string): void;
}) {
  const known = choices.some((one) => one.value === value);
  return (
    <SelectSetting
      label="項目"
      value={known ? value : ''}
      none={known ? undefined : '（選んでください）'}
      choices={choices}
      onChange={(next) => next !== '' && put(next)}
    />
  );
}

/** Text into which fields are put by choosing them; they stand as `{code}`. */
function PlacedText({
  label,
  help,
  text,
  lines,
  fitting,
  put,
}: {
  label: string;
  help?: string;
  text: string;
  lines?: number;
  fitting: Fitting;
  put(text: string): void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const insert = (code: string) => {
    const input = box.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    const at = input?.selectionStart ?? text.length;
    put(`${text.slice(0, at)}{${code}}${text.slice(input?.selectionEnd ?? at)}`);
  };
  return (
    <>
      <div ref={box}>
        <TextSetting label={label} help={help} value={text} lines={lines} onChange={put} />
      </div>
      <SelectSetting
        label={`${label}に項目を差し込む`}
        value=""
        none="（選ぶ）"
        choices={fitting.values}
        onChange={(code) => code !== '' && insert(code)}
      />
    </>
  );
}
