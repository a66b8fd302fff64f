/** Recording a measure. It holds from the moment it is recorded; the second person is asked only to end it. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { kindLabels, measureKinds, roleLabels } from '#core/protection';
import { recordMeasure } from '#core/protection.server';
import { addDays, formatWareki, tokyoDate } from '#kernel/dates';
import { type Issue, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, Page, Section, Submit } from '#ui/staff';
import { dayIn, kindIn, personIn } from '../read-forms.ts';
import { PersonFields } from '../views/person-fields.tsx';

export const handle = {
  permission: 'protection.manage',
  script: true,
} satisfies RouteHandle<StaffPermission>;

/** Boxes of the form; more persons are added at the measure. */
const blocks = ['protected', 'along', 'along', 'counterpart', 'counterpart-proxy'] as const;

const aYear = (from: string) =>
  addDays(`${Number(from.slice(0, 4)) + 1}${from.slice(4)}`.replace('-02-29', '-02-28'), -1);

export const loader = guardStaff(handle, async () => {
  const today = tokyoDate(new Date());
  return { from: formatWareki(today), to: formatWareki(aYear(today)) };
});

export const action = guardStaff(handle, async ({ tx, info, actor, form, touched }) => {
  const today = tokyoDate(new Date());
  const issues: Issue[] = [];
  const validFrom = dayIn(form, 'validFrom', today, issues) ?? today;
  const validTo = dayIn(form, 'validTo', today, issues) ?? aYear(validFrom);
  const persons = blocks.flatMap((_role, index) => personIn(form, `persons.${index}`, today, issues) ?? []);
  const recorded =
    issues.length > 0
      ? null
      : await recordMeasure(
          { tx, municipality: info.municipality, actor },
          {
            kind: kindIn(form),
            validFrom,
            validTo,
            consulted: String(form.get('consulted') ?? ''),
            persons,
          },
        );
  if (recorded?.ok) {
    touched('protectionMeasure', [recorded.value], ['sensitive'], 'protection.record');
    throw redirect(`${href(staffPaths.protectionMeasure, { measure: recorded.value })}?done=recorded`, {
      status: 303,
    });
  }
  touched('protectionMeasure', [], ['sensitive'], 'protection.record');
  return data(
    { issues: recorded === null ? issues : (recorded.error.issues ?? []) },
    { status: recorded === null ? 422 : statusOf(recorded.error) },
  );
});

const titles = [
  roleLabels.protected,
  `${roleLabels.along}（1人目）`,
  `${roleLabels.along}（2人目）`,
  roleLabels.counterpart,
  roleLabels['counterpart-proxy'],
];

export default function NewMeasure() {
  const { from, to } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="支援措置を記録する"
      crumbs={[{ to: staffPaths.protection, text: '支援措置' }]}
      errors={failed?.issues.length ?? 0}
    >
      <ErrorSummary issues={failed?.issues} ids={(path) => path.replace(/single$/, 'family')} />
      <p className="note">
        記録するとすぐに効力が始まり、これまでの案件にも及びます。作成の途中だった文書は止まります。
      </p>
      <Form method="post" autoComplete="off">
        <Csrf />
        <Section title="決定の内容" id="term">
          <Field label="理由">
            <select id="kind" name="kind" className="short">
              {measureKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {kindLabels[kind]}
                </option>
              ))}
            </select>
          </Field>
          <div className="two-boxes">
            <Field label="いつから" error={errorFor(failed?.issues, 'validFrom')}>
              <input id="validFrom" type="text" name="validFrom" className="short" defaultValue={from} />
            </Field>
            <Field label="いつまで（ふつうは1年）" error={errorFor(failed?.issues, 'validTo')}>
              <input id="validTo" type="text" name="validTo" className="short" defaultValue={to} />
            </Field>
          </div>
          <Field label="相談機関などの意見" optional>
            <input id="consulted" type="text" name="consulted" autoComplete="off" />
          </Field>
        </Section>
        {blocks.map((role, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are fixed
          <Section key={index} title={titles[index]!} id={`person-${index}`}>
            <PersonFields
              prefix={`persons.${index}`}
              role={role}
              issues={failed?.issues}
              withAddress={role === 'protected' || role === 'along'}
            />
          </Section>
        ))}
        <Submit>記録して、すぐに始める</Submit>
      </Form>
    </Page>
  );
}
