/**
 * The passkey button: asks for a challenge, lets the browser answer it, posts the answer. The answer is a submission of the page: a
 * fetcher's redirect is dropped when the page is read again meanwhile, and the demo's page is, every half minute.
 */
import { startAuthentication } from '@simplewebauthn/browser';
import { useEffect, useRef, useState } from 'react';
import { type SubmitFunction, useFetcher, useSubmit } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Glyph, useStaffSite } from '#ui/staff';

type Options = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type Answer = { options?: Options; token?: string; message?: string };

interface Props {
  returnTo: string;
  /** Where challenge and answer go; signing in unless told. */
  action?: string;
  children?: string;
}

export function PasskeySignIn({
  returnTo,
  action = staffPaths.signInPasskey,
  children = 'パスキーでサインイン',
}: Props) {
  const { csrf } = useStaffSite();
  const { data, submit, state } = useFetcher<Answer>();
  const toPage = useSubmit();
  const [problem, setProblem] = useState<string>();
  const answered = useRef<Options>(undefined);
  const post = (by: SubmitFunction, fields: Record<string, string>, token: string | undefined) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    if (token !== undefined) form.set(csrf.name, token);
    void by(form, { method: 'post', action });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per challenge
  useEffect(() => {
    const { options, token } = data ?? {};
    if (options === undefined || answered.current === options) return;
    answered.current = options;
    startAuthentication({ optionsJSON: options }).then(
      (response) =>
        post(toPage, { intent: 'verify', return: returnTo, response: JSON.stringify(response) }, token),
      () => setProblem('パスキーを使いませんでした。もう一度押すか、パスワードでサインインしてください。'),
    );
  }, [data]);
  const said = problem ?? data?.message;
  return (
    <div className="passkey">
      <button
        type="button"
        className="button button-primary"
        aria-disabled={state !== 'idle' || undefined}
        onClick={() => {
          setProblem(undefined);
          post(submit, { intent: 'options', return: returnTo }, csrf.value);
        }}
      >
        {children}
      </button>
      <p className="help">この端末の指紋・顔・PINや、セキュリティキーを使います。</p>
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
