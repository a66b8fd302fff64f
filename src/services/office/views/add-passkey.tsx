/** Registers a passkey of this device: asks for options, lets the browser make the key, posts what it gave. */
import { startRegistration } from '@simplewebauthn/browser';
import { useEffect, useRef, useState } from 'react';
import { useFetcher, useSubmit } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Field, Glyph, useStaffSite } from '#ui/staff';

type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];

export function AddPasskey() {
  const { csrf } = useStaffSite();
  const { data, submit, state } = useFetcher<{ options?: Options; message?: string }>();
  const toPage = useSubmit();
  const label = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const fields = (values: Record<string, string>) => ({
    ...values,
    ...(csrf.value === undefined ? {} : { [csrf.name]: csrf.value }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per set of options
  useEffect(() => {
    if (data?.options === undefined) return;
    startRegistration({ optionsJSON: data.options }).then(
      (response) =>
        void toPage(
          fields({ intent: 'add', response: JSON.stringify(response), label: label.current?.value ?? '' }),
          { method: 'post' },
        ),
      (error: { name?: string }) =>
        setProblem(
          error.name === 'InvalidStateError'
            ? 'この端末は、もう登録されています。'
            : 'パスキーを登録しませんでした。もう一度お試しください。',
        ),
    );
  }, [data]);
  const said = problem ?? data?.message;
  return (
    <div className="add-passkey">
      <Field label="この端末の呼び名" optional help="例：窓口2番のパソコン">
        <input id="label" ref={label} type="text" name="label" maxLength={60} className="short" />
      </Field>
      <button
        type="button"
        className="button button-primary"
        aria-disabled={state !== 'idle' || undefined}
        onClick={() => {
          setProblem(undefined);
          void submit(fields({ intent: 'options' }), { method: 'post', action: staffPaths.account });
        }}
      >
        この端末をパスキーに登録する
      </button>
      <p role="status" className="error">
        {said && (
          <>
            <Glyph name="alert" />
            {said}
          </>
        )}
      </p>
    </div>
  );
}
