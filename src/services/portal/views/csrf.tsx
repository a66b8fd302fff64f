import { useMatches } from 'react-router';
import { csrfField } from '#platform/http';

/** The form token of this session, from whichever loader of the page brought it. None without a session. */
export function Csrf() {
  const token = useMatches()
    .map((match) => (match.loaderData as { csrf?: string } | undefined)?.csrf)
    .findLast((one) => one !== undefined);
  return token === undefined ? null : <input type="hidden" name={csrfField} value={token} />;
}
