/** The acts of an integration's page by their name in the form; each is one use case of core. */
import {
  addEndpoint,
  issueToken,
  replayDelivery,
  revokeToken,
  rotateSecret,
  stopEndpoint,
  stopIntegration,
} from '#core/integrations.server';
import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Scene } from '#platform/http.server';

/** What an act shows once. */
export interface Shown {
  kind: 'token' | 'secret';
  text: string;
}

const acts = ['token', 'revoke', 'endpoint', 'rotate', 'stop', 'replay', 'end'] as const;
export type IntegrationAct = (typeof acts)[number];
export const actOf = (form: FormData): IntegrationAct | undefined =>
  acts.find((one) => one === form.get('intent'));

export async function actOnIntegration(
  { actor, tx, form, runtime, info, params }: Scene<StaffActor>,
  act: IntegrationAct,
): Promise<Result<Shown | null>> {
  const integration = params.integration ?? '';
  const id = String(form.get('id') ?? '');
  if (id !== '' && !/^[0-9a-f-]{36}$/.test(id)) return fail('notFound');
  const scene = { tx, actor, keyring: runtime.keyring, municipality: info.municipality };
  const quiet = async (done: Promise<Result<unknown>>): Promise<Result<null>> => {
    const result = await done;
    return result.ok ? ok(null) : result;
  };
  switch (act) {
    case 'token': {
      const issued = await issueToken(tx, actor, integration, {
        label: String(form.get('label') ?? ''),
        scopes: form.getAll('scopes').map(String),
        days: Number(form.get('days')),
      });
      return issued.ok ? ok({ kind: 'token', text: issued.value.token }) : issued;
    }
    case 'endpoint': {
      const added = await addEndpoint(scene, integration, {
        url: String(form.get('url') ?? ''),
        kinds: form.getAll('kinds').map(String),
      });
      return added.ok ? ok({ kind: 'secret', text: added.value.secret }) : added;
    }
    case 'rotate': {
      const rotated = await rotateSecret(scene, integration, id);
      return rotated.ok ? ok({ kind: 'secret', text: rotated.value.secret }) : rotated;
    }
    case 'revoke':
      return quiet(revokeToken(tx, actor, integration, id));
    case 'stop':
      return quiet(stopEndpoint(scene, integration, id));
    case 'replay':
      return quiet(replayDelivery(scene, integration, id));
    case 'end':
      return quiet(stopIntegration(tx, actor, integration));
  }
}
