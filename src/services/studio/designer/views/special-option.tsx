/** Options that need an editor: choices, formulas, other apps, sizes, people. */
import { ChoicesEditor } from './choices-editor.tsx';
import { useDesign } from './design-context.ts';
import { FormulaSetting } from './formula-setting.tsx';
import { AppSetting, Copies, ShownBy, SortSetting, TheirField, TheirFields } from './other-apps.tsx';
import { NumberSetting, SelectSetting, SomeSetting, TextSetting } from './setting-controls.tsx';
import type { SpecialProps } from './special-props.ts';
import { Totals } from './totals.tsx';

const media = [
  { value: 'application/pdf', label: 'PDF' },
  { value: 'image/jpeg', label: '写真・画像（JPEG）' },
  { value: 'image/png', label: '画像（PNG）' },
  { value: 'image/webp', label: '画像（WebP）' },
  { value: 'image/heic', label: 'iPhoneの写真（HEIC）' },
  {
    value: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    label: 'Word（docx）',
  },
  { value: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', label: 'Excel（xlsx）' },
  { value: 'text/csv', label: 'CSV' },
];
const usual = ['image/jpeg', 'image/png', 'application/pdf'];
const mega = 1_000_000;

export function SpecialOption(props: SpecialProps) {
  const { name, words, edit, field, lines, set } = props;
  const { surroundings, body } = useDesign();
  const value = field.options?.[name];
  const shared = { label: words.label, help: words.help };
  const text = typeof value === 'string' ? value : '';
  switch (edit) {
    case 'none':
      return null;
    case 'choices':
    case 'scores':
      return <ChoicesEditor {...props} scored={edit === 'scores'} />;
    case 'formula':
      return (
        <FormulaSetting
          {...shared}
          name={name}
          any
          help="例：単価 * 数量、SUM(明細.金額)、IF(点数 >= 60, &quot;可&quot;, &quot;不可&quot;)"
          value={text}
          lines={lines}
          // A formula without text is an unfinished one: it stays, and is shown as wrong.
          onChange={(next) => props.onChange({ ...field.options, formula: next })}
        />
      );
    case 'app':
      return <AppSetting {...props} />;
    case 'their-field':
      return <TheirField {...props} />;
    case 'their-fields':
      return <TheirFields {...props} />;
    case 'copies':
      return <Copies {...props} />;
    case 'shown-by':
      return <ShownBy {...props} />;
    case 'sort':
      return <SortSetting {...props} />;
    case 'totals':
      return <Totals {...props} />;
    case 'own-field':
      return (
        <SelectSetting
          {...shared}
          value={text}
          none="選んでください"
          choices={(lines?.fields ?? body.fields)
            .filter((one) => one.type === 'map-point')
            .map((one) => ({ value: one.code, label: one.label.ja }))}
          onChange={(next) => props.onChange({ ...field.options, [name]: next })}
        />
      );
    case 'layer':
      return (
        <SelectSetting
          {...shared}
          value={text}
          none="選んでください"
          choices={surroundings.layers
            .filter((one) => one.role === 'area')
            .map((one) => ({ value: one.id, label: one.title }))}
          onChange={(next) => props.onChange({ ...field.options, [name]: next })}
        />
      );
    case 'layers':
      return (
        <SomeSetting
          {...shared}
          value={(value as string[] | undefined) ?? []}
          choices={surroundings.layers.map((one) => ({ value: one.id, label: one.title }))}
          onChange={(next) => set(name, next.length === 0 ? undefined : next)}
        />
      );
    case 'media':
      return (
        <SomeSetting
          {...shared}
          value={(value as string[] | undefined) ?? (field.type === 'file' ? usual : usual.slice(0, 2))}
          choices={media.filter((one) => field.type === 'file' || one.value.startsWith('image/'))}
          onChange={(next) => set(name, next.length === 0 ? undefined : next)}
        />
      );
    case 'staff-from':
      return <StaffFrom {...props} />;
    case 'department':
      return (
        <SelectSetting
          {...shared}
          value={text}
          none="すべて"
          choices={surroundings.departments}
          onChange={(next) => set(name, next)}
        />
      );
    case 'digits':
      return (
        <TextSetting
          {...shared}
          optional
          value={((value as number[] | undefined) ?? []).join('、')}
          onChange={(next) => {
            const found = (next.normalize('NFKC').match(/\d+/g) ?? []).map(Number).filter((one) => one > 0);
            set(name, found.length === 0 ? undefined : found);
          }}
        />
      );
    case 'megabytes':
      return (
        <NumberSetting
          {...shared}
          value={typeof value === 'number' ? value / mega : undefined}
          min={0.001}
          max={100}
          placeholder="10"
          onChange={(next) => set(name, next === undefined ? undefined : Math.round(next * mega))}
        />
      );
    case 'pattern':
      return (
        <TextSetting
          {...shared}
          value={text}
          onChange={(next) => props.onChange({ ...field.options, pattern: next })}
        />
      );
  }
}

/** Departments with all below them, and groups: whoever is in any of them can be chosen. */
function StaffFrom({ words, field, name, set }: SpecialProps) {
  const { surroundings } = useDesign();
  const from = (field.options[name] ?? {}) as { departments?: string[]; groups?: string[] };
  const settle = (change: { departments?: string[]; groups?: string[] }) => {
    const next = Object.entries({ ...from, ...change }).filter(([, codes]) => codes.length > 0);
    set(name, next.length === 0 ? undefined : Object.fromEntries(next));
  };
  // A group that has ended is still named here until somebody takes it out.
  const known = new Set(surroundings.groups.map((one) => one.value));
  const ended = (from.groups ?? []).filter((one) => !known.has(one));
  const groups = [
    ...surroundings.groups,
    ...ended.map((value) => ({ value, label: `${value}（今はないグループ）` })),
  ];
  const count = (from.departments?.length ?? 0) + (from.groups?.length ?? 0);
  return (
    <details className="fold-settings" open={count > 0 || undefined}>
      <summary>
        {words.label}
        {count > 0 && `（${count}）`}
      </summary>
      <div className="long-choices">
        <SomeSetting
          label="所属から"
          help={words.help}
          value={from.departments ?? []}
          choices={surroundings.departments}
          onChange={(departments) => settle({ departments })}
        />
      </div>
      {groups.length === 0 ? (
        <p className="help">職員グループを作ると、グループからも選べます。</p>
      ) : (
        <div className="long-choices">
          <SomeSetting
            label="職員グループから"
            value={from.groups ?? []}
            choices={groups}
            onChange={(chosen) => settle({ groups: chosen })}
          />
        </div>
      )}
    </details>
  );
}
