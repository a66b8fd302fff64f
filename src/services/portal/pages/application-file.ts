/** An attachment of one's own, to look at. */

import { findFile } from '#core/applications.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import { fileResponse } from '#platform/files.server';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';

export const handle = { permission: 'application.read' } satisfies RouteHandle<ResidentPermission>;

export const loader = guardResident(
  handle,
  async ({ tx, actor, params, runtime, info, touched }): Promise<Response> => {
    const file = await findFile(tx, actor, { application: params.application }, params.file ?? '');
    if (file === null) throw new Refusal(appError('notFound'));
    touched('attachment', [file.id], ['personal']);
    return must(await fileResponse(runtime.files.of(info.municipality), file));
  },
);
