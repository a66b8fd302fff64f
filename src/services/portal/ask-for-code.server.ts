import { sayIn } from '#core/applications.server';
import type { ChannelAddress } from '#core/people/accounts';
import { requestCode } from '#core/people/accounts.server';
import type { ResidentActor } from '#core/policy';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import type { Scene } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { ensureVisit } from './session.server.ts';
import { definitionsFor, today } from './site.server.ts';

/** Sends a code for this session, begun where there is none; gives the headers of the answer. */
export async function askForCode(
  { tx, runtime, actor, info, touched }: Scene<ResidentActor>,
  channel: ChannelAddress,
  returnTo: string,
): Promise<Result<Record<string, string>>> {
  const definitions = await definitionsFor(tx, info);
  const visit = await ensureVisit(tx, runtime, actor);
  const say = sayIn(definitions, info.language);
  const { name, nameEn, phone } = definitions.organisation(today()).municipality;
  const city = info.language === 'en' ? nameEn : name;
  const asked = await requestCode(tx, runtime.keyring, {
    channel,
    sessionHash: visit.hash,
    network: info.ip,
    returnTo,
    write: (code) => {
      const url = `${runtime.origin}${info.prefix}${href(portalPaths.signInCode, undefined, { code })}`;
      if (channel.kind === 'phone')
        return { subject: '', text: say('sms.code', { city, code, minutes: 10 }) };
      return {
        subject: say('mail.code.subject', { city, code }),
        text: say('mail.code.text', { city, code, url, phone, minutes: 10 }),
      };
    },
  });
  touched('login-code', [], [], 'sign-in.ask');
  return asked.ok ? ok(visit.headers) : asked;
}
