/** The boxes of one person of a measure. */
import type { PersonRole } from '#core/protection';
import { errorFor, Field, type FormIssue } from '#ui/staff';

interface Props {
  prefix: string;
  role?: PersonRole;
  issues?: readonly FormIssue[];
  /** Counterparts have no address to hide. */
  withAddress: boolean;
}

export function PersonFields({ prefix, role, issues, withAddress }: Props) {
  const id = (name: string) => `${prefix}.${name}`;
  const box = (name: string, label: string, optional: boolean, help?: string) => (
    <Field
      label={label}
      optional={optional}
      help={help}
      error={errorFor(issues, id(name)) ?? (name === 'family' ? errorFor(issues, id('single')) : undefined)}
    >
      <input id={id(name)} type="text" name={id(name)} className="short" autoComplete="off" />
    </Field>
  );
  return (
    <>
      {role !== undefined && <input type="hidden" name={id('role')} value={role} />}
      <div className="two-boxes">
        {box('family', '氏（一つだけの名前もここに）', false)}
        {box('given', '名', true)}
        {box('kanaFamily', '氏のフリガナ', true)}
        {box('kanaGiven', '名のフリガナ', true)}
        {box('birthDate', '生年月日', true, 'わからないときは空欄。同じ名前の人すべてと照合します。')}
        {box('addresseeNumber', '宛名番号', true)}
      </div>
      {withAddress && (
        <Field label="守る住所（1行に一つ）" optional help="文書や手紙に入っていたら止めます。">
          <textarea id={id('addresses')} name={id('addresses')} rows={2} autoComplete="off" />
        </Field>
      )}
    </>
  );
}
