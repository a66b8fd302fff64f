/** From a route's scene to what core's use cases ask for. */

import type { ApplicantScene, SavePorts, Upload } from '#core/applications.server';
import { countUpload } from '#core/applications.server';
import { addTyped, type Typed } from '#core/fields';
import type { ResidentActor } from '#core/policy';
import { keepFile } from '#platform/files.server';
import { csrfField } from '#platform/http';
import type { Scene } from '#platform/http.server';
import { lookUpTown } from './look-up-town.server.ts';
import { definitionsFor } from './site.server.ts';

export async function applicantScene({
  tx,
  actor,
  runtime,
  info,
}: Scene<ResidentActor>): Promise<ApplicantScene> {
  const definitions = await definitionsFor(tx, info);
  return {
    tx,
    actor,
    keyring: runtime.keyring,
    municipality: info.municipality,
    definitions,
    language: info.language,
  };
}

export function savePorts({ tx, actor, runtime, info }: Scene<ResidentActor>): SavePorts {
  return {
    uploads: {
      async put(bytes, rules) {
        const person = actor.id ?? actor.sessionHash ?? '';
        const counted = await countUpload(tx, runtime.keyring, { person, network: info.ip });
        return counted.ok ? keepFile(tx, runtime.files.of(info.municipality), bytes, rules) : counted;
      },
      maxBytes: runtime.config.UPLOAD_MAX_MB * 1_000_000,
    },
    lookUpTown: (postCode) => lookUpTown(tx, postCode),
  };
}

const longest = 20_000;
const mostControls = 3_000;

/** What a form posted: strings as typed, files apart; empty file controls are nothing. */
export async function readPost(form: FormData): Promise<{ typed: Typed; uploads: Upload[] }> {
  const typed: Typed = {};
  const uploads: Upload[] = [];
  let seen = 0;
  for (const [name, value] of form) {
    if (name === csrfField || ++seen > mostControls) continue;
    if (typeof value === 'string') addTyped(typed, name, value.slice(0, longest));
    else if (value.size > 0)
      uploads.push({
        name: name.replace(/\.(new|files?)$/, ''),
        fileName: value.name,
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
  }
  return { typed, uploads };
}
