/** What follows by itself: tell somebody, fill in a field, make a record elsewhere, issue a document, tell another system. */
import type { Effect } from '#core/definitions';
import { FormulaEditor } from '#core/formula-editor.view';
import type { OtherAppInfo } from '../../designer/model.ts';
import { SelectSetting } from '../../designer/views/setting-controls.tsx';
import { useEditing } from './editing.ts';
import { fieldChoices, Seats, Told } from './part.tsx';

const kindWords: Readonly<Record<Effect['kind'], string>> = {
  notify: '知らせる',
  set: '項目に入れる',
  create: 'ほかの業務アプリに記録を作る',
  update: '参照している記録に書き込む',
  issue: '文書を作る',
  webhook: '連携しているシステムに知らせる',
};
const fresh: Readonly<Record<Effect['kind'], Effect>> = {
  notify: { kind: 'notify', who: [] },
  set: { kind: 'set', field: '', to: '' },
  create: { kind: 'create', app: '', values: {} },
  update: { kind: 'update', record: '', values: {} },
  issue: { kind: 'issue', template: '' },
  webhook: { kind: 'webhook' },
};

interface Props {
  title: string;
  path: string;
  effects: readonly Effect[];
  put(effects: Effect[]): void;
}

export function EffectList({ title, path, effects, put }: Props) {
  return (
    <details className="fold-settings" open={effects.length > 0 || undefined}>
      <summary>{title}</summary>
      {effects.map((one, at) => {
        const place = `${path}.effects[${at}]`;
        const set = (next: Effect) => put(effects.map((each, index) => (index === at ? next : each)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: effects have no name
          <fieldset key={at} className="process-effect">
            <legend>{kindWords[one.kind]}</legend>
            <Told path={place} but={['who']} />
            <EffectParts effect={one} path={place} put={set} />
            <button
              type="button"
              className="button button-quiet"
              onClick={() => put(effects.filter((_each, index) => index !== at))}
            >
              やめる
            </button>
          </fieldset>
        );
      })}
      <SelectSetting
        label="加える"
        value=""
        none="（選ぶ）"
        choices={Object.entries(kindWords).map(([value, label]) => ({ value, label }))}
        onChange={(kind) => kind !== '' && put([...effects, fresh[kind as Effect['kind']]])}
      />
    </details>
  );
}

function EffectParts({ effect, path, put }: { effect: Effect; path: string; put(effect: Effect): void }) {
  const { fields, apps, templates } = useEditing();
  switch (effect.kind) {
    case 'notify':
      return (
        <Seats
          label="知らせる相手"
          path={`${path}.who`}
          seats={effect.who}
          put={(who) => put({ ...effect, who })}
        />
      );
    case 'set':
      return (
        <>
          <SelectSetting
            label="項目"
            value={effect.field}
            none="（選んでください）"
            choices={fieldChoices(fields, [effect.field])}
            onChange={(field) => put({ ...effect, field })}
          />
          <FormulaEditor
            name={`${path}.to`}
            label="入れる値（式）"
            help="例：TODAY()　文字は &quot;済&quot; のように書きます。"
            value={effect.to}
            fields={fields}
            onChange={(to) => put({ ...effect, to })}
          />
        </>
      );
    case 'create': {
      const target = apps.find((one) => one.id === effect.app);
      return (
        <>
          <SelectSetting
            label="業務アプリ"
            value={effect.app}
            none="（選んでください）"
            choices={apps.map((one) => ({ value: one.id, label: one.title }))}
            onChange={(app) => put({ ...effect, app, values: {} })}
          />
          <ValuesElsewhere
            target={target}
            path={path}
            values={effect.values}
            put={(values) => put({ ...effect, values })}
          />
        </>
      );
    }
    case 'update': {
      const references = fields.filter((one) => one.type === 'reference' && one.options.multiple !== true);
      const named = references.find((one) => one.code === effect.record);
      return (
        <>
          <SelectSetting
            label="どの参照の先か"
            value={effect.record}
            none="（選んでください）"
            choices={fieldChoices(references, [effect.record])}
            onChange={(record) => put({ ...effect, record, values: {} })}
          />
          <ValuesElsewhere
            target={apps.find((one) => one.id === named?.options.app)}
            path={path}
            values={effect.values}
            put={(values) => put({ ...effect, values })}
          />
        </>
      );
    }
    case 'issue':
      return (
        <SelectSetting
          label="様式"
          help={templates.length === 0 ? '先に「文書」の画面で様式を作ってください。' : ''}
          value={effect.template}
          none="（選んでください）"
          choices={templates.map((one) => ({ value: one.id, label: one.title }))}
          onChange={(template) => put({ ...effect, template })}
        />
      );
    case 'webhook':
      return <p className="quiet">このアプリの通知を受け取るシステムに、新しい状態を知らせます。</p>;
  }
}

interface ValuesProps {
  target: OtherAppInfo | undefined;
  path: string;
  values: Readonly<Record<string, string>>;
  put(values: Record<string, string>): void;
}

/** Formulas about this record, by fields of another app. */
function ValuesElsewhere({ target, path, values, put }: ValuesProps) {
  const { fields } = useEditing();
  if (target === undefined) return null;
  return (
    <>
      {target.fields
        .filter((one) => values[one.code] !== undefined)
        .map((one) => (
          <div key={one.code} className="process-value">
            <FormulaEditor
              name={`${path}.values.${one.code}`}
              label={`「${one.label}」に入れる値（この記録からの式）`}
              value={values[one.code] ?? ''}
              fields={fields}
              onChange={(text) => put({ ...values, [one.code]: text })}
            />
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                const { [one.code]: _gone, ...rest } = values;
                put(rest);
              }}
            >
              「{one.label}」には入れない
            </button>
          </div>
        ))}
      {Object.keys(values)
        .filter((code) => !target.fields.some((one) => one.code === code))
        .map((code) => (
          <p key={code} className="process-gone">
            <span>「{code}」は、その業務アプリのフォームからなくなった項目です。</span>
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                const { [code]: _gone, ...rest } = values;
                put(rest);
              }}
            >
              外す
            </button>
          </p>
        ))}
      <SelectSetting
        label="値を入れる項目を加える"
        value=""
        none="（選ぶ）"
        choices={target.fields
          .filter((one) => values[one.code] === undefined)
          .map((one) => ({ value: one.code, label: one.label }))}
        onChange={(code) => code !== '' && put({ ...values, [code]: '' })}
      />
    </>
  );
}
