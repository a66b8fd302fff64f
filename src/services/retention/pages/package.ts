/** The cases of a list for the archives, as one tar that is made while it is sent. */
import { Readable } from 'node:stream';
import { type Pack, pack } from 'tar-stream';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { archivePackage, type PackageEntry } from '#core/retention.server';
import type { RouteHandle } from '#platform/http';
import { must, type Scene } from '#platform/http.server';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'records.manage' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const list = scene.params.list ?? '';
  const { sha256, entries, caseIds } = must(await archivePackage(deskOf(scene), list));
  scene.touched('case', caseIds, ['personal', 'sensitive'], 'disposal.package');
  const tar = Readable.toWeb(Readable.from(tarOf(entries, scene.runtime.files.of(scene.info.municipality))));
  return new Response(tar as ReadableStream, {
    headers: {
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="transfer-${sha256.slice(0, 12)}.tar"`,
      'cache-control': 'no-store',
    },
  });
});

type Files = ReturnType<Scene<never>['runtime']['files']['of']>;

/** Contents are read one after the other; one that is missing breaks the download off rather than leaving a gap. */
function tarOf(entries: PackageEntry[], files: Files): Pack {
  const tar = pack();
  const write = async () => {
    for (const entry of entries) {
      const bytes = 'bytes' in entry ? entry.bytes : Buffer.from(must(await files.read(entry.sha256)));
      await new Promise<void>((done, failed) =>
        tar.entry({ name: entry.name, size: bytes.length, mtime: new Date(0) }, bytes, (error) =>
          error ? failed(error) : done(),
        ),
      );
    }
    tar.finalize();
  };
  write().catch((error) => tar.destroy(error));
  return tar;
}
