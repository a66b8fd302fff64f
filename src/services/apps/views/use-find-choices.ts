/** Searches what a condition may name: people, offices, records. By POST: what is sought names them. */
import { useCallback } from 'react';
import type { NamedChoice } from '#core/fields';
import { href, staffPaths } from '#ui/paths';
import { useStaffSite } from '#ui/staff';

export function useFindChoices(
  app: string,
): (field: string, text: string) => Promise<readonly NamedChoice[]> {
  const { csrf } = useStaffSite();
  return useCallback(
    async (field, text) => {
      const body = new URLSearchParams({ field, text, [csrf.name]: csrf.value ?? '' });
      const answer = await fetch(href(staffPaths.appViewFind, { app }), { method: 'POST', body });
      if (!answer.ok) throw new Error(String(answer.status));
      return (await answer.json()) as NamedChoice[];
    },
    [app, csrf],
  );
}
