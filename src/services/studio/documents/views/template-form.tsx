/** One paper: what it is called, whether it takes a number, and its blocks from top to bottom. */
import type { RecordTemplate, TemplateBlock } from '#core/definitions';
import { CheckSetting, SelectSetting, TextSetting } from '../../designer/views/setting-controls.tsx';
import type { Said } from '../../process/gaps.ts';
import { moved } from '../../process/model.ts';
import { blockWords, type Fitting, freshBlock } from '../model.ts';
import { BlockForm } from './block-form.tsx';

interface Props {
  template: RecordTemplate;
  path: string;
  fitting: Fitting;
  issues: readonly Said[];
  /** `merge`: letters of one word are one step. */
  put(template: RecordTemplate, words: string, merge?: string): void;
}

export function TemplateForm({ template, path, fitting, issues, put }: Props) {
  const { blocks, numbered } = template;
  const name = template.title.ja;
  const changed = `文書「${name}」を変えました。`;
  const setBlocks = (next: TemplateBlock[], words: string, merge?: string) =>
    put({ ...template, blocks: next }, words, merge);
  const own = issues.filter((one) => one.path.startsWith(path) && !one.path.startsWith(`${path}.blocks[`));
  return (
    <div className="settings">
      <Told issues={own} />
      <TextSetting
        label="文書の名前"
        value={name}
        onChange={(ja) =>
          put({ ...template, title: { ...template.title, ja } }, changed, `paper-${template.id}`)
        }
      />
      <SelectSetting
        label="用紙の向き"
        value={template.orientation}
        choices={[
          { value: 'portrait', label: 'A4 縦' },
          { value: 'landscape', label: 'A4 横' },
        ]}
        onChange={(to) => put({ ...template, orientation: to as 'portrait' }, changed)}
      />
      <CheckSetting
        label="文書番号を付けて、記録に残す"
        help="付けると、所管の「第N号」を取り、PDFを残します。文に入れる項目が空のときは作れません。付けないと、その場で印刷するだけです。"
        value={numbered}
        onChange={(next) =>
          put({ ...template, numbered: next, verifiable: next && template.verifiable }, changed)
        }
      />
      {numbered && (
        <CheckSetting
          label="本物かどうかを確かめる符号を付ける"
          help="受け取った人が、住民向けのページで、番号・名前・日付・有効かどうかを確かめられます。"
          value={template.verifiable}
          onChange={(verifiable) => put({ ...template, verifiable }, changed)}
        />
      )}
      <ol className="paper-blocks">
        {blocks.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name
          <li key={at} data-block={block.type}>
            <fieldset>
              <legend>
                {at + 1}. {blockWords[block.type]}
              </legend>
              <Told issues={issues.filter((one) => one.path.startsWith(`${path}.blocks[${at}]`))} />
              <BlockForm
                block={block}
                fitting={fitting}
                put={(next) =>
                  setBlocks(
                    blocks.map((one, index) => (index === at ? next : one)),
                    changed,
                    `block-${template.id}-${at}`,
                  )
                }
              />
              <Tools
                word={`${at + 1}番目の${blockWords[block.type]}`}
                first={at === 0}
                last={at === blocks.length - 1}
                move={(by) => setBlocks(moved(blocks, at, by), '順番を変えました。')}
                remove={() =>
                  setBlocks(
                    blocks.filter((_one, index) => index !== at),
                    `${blockWords[block.type]}を消しました。`,
                  )
                }
              />
            </fieldset>
          </li>
        ))}
      </ol>
      <SelectSetting
        label="部品を加える"
        help="文書のいちばん下に入ります。"
        value=""
        none="（選ぶ）"
        choices={(Object.keys(blockWords) as TemplateBlock['type'][])
          .filter((type) => freshBlock(type, fitting) !== null)
          .map((value) => ({ value, label: blockWords[value] }))}
        onChange={(type) => {
          const fresh = type === '' ? null : freshBlock(type as TemplateBlock['type'], fitting);
          if (fresh !== null) setBlocks([...blocks, fresh], `${blockWords[fresh.type]}を加えました。`);
        }}
      />
    </div>
  );
}

function Tools({
  word,
  first,
  last,
  move,
  remove,
}: {
  word: string;
  first: boolean;
  last: boolean;
  move(by: -1 | 1): void;
  remove(): void;
}) {
  return (
    <p className="button-row">
      <button
        type="button"
        className="button button-quiet"
        aria-label={`${word}を上へ`}
        aria-disabled={first || undefined}
        onClick={() => move(-1)}
      >
        ↑ 上へ
      </button>
      <button
        type="button"
        className="button button-quiet"
        aria-label={`${word}を下へ`}
        aria-disabled={last || undefined}
        onClick={() => move(1)}
      >
        ↓ 下へ
      </button>
      <button type="button" className="button button-quiet" aria-label={`${word}を消す`} onClick={remove}>
        消す
      </button>
    </p>
  );
}

function Told({ issues }: { issues: readonly Said[] }) {
  if (issues.length === 0) return null;
  return (
    <ul className="process-told">
      {issues.map((one) => (
        <li key={one.path + one.message} data-level={one.level}>
          {one.message}
        </li>
      ))}
    </ul>
  );
}
