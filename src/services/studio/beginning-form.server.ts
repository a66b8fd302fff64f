/** What every way of beginning an app asks: name, department, who may use it. */
import type { AppDesk } from '#core/apps.server';
import { departmentTree } from '#core/people.server';
import { audiences, type Beginning } from './begin-app.server.ts';
import { officesOf, textIn } from './desk.server.ts';

export interface BeginningOffer {
  departments: { code: string; name: string }[];
  own: string;
  audiences: { value: string; label: string; help: string }[];
}

export async function beginningOffer(desk: AppDesk): Promise<BeginningOffer> {
  const { all } = await officesOf(desk);
  return {
    departments: departmentTree(all).map(({ department, depth }) => ({
      code: department.code,
      name: `${'　'.repeat(depth)}${department.name}`,
    })),
    own: desk.actor.post?.department ?? '',
    audiences: Object.entries(audiences).map(([value, words]) => ({ value, ...words })),
  };
}

export const beginningIn = (form: FormData): Beginning => ({
  title: textIn(form, 'title'),
  department: textIn(form, 'department'),
  audience: textIn(form, 'audience'),
});
