/** Anchors as objects in any S3, written once: with Object Lock on the bucket not even its owner takes them away before time. */
import { AwsClient } from 'aws4fetch';
import type { AnchorSink } from './anchor.server.ts';

/** A city that sealed nothing for longer has to be compared by `audit verify`. */
const searchedMonths = 12;

/** `url` names server, bucket and keys: `https://<key>:<secret>@s3.example/<bucket>?region=…`. */
export function s3Sink(url: string): AnchorSink {
  const { username, password, origin, pathname, searchParams } = new URL(url);
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    region: searchParams.get('region') ?? 'us-east-1',
    service: 's3',
    // Trying again is ours, with the state shown meanwhile.
    retries: 0,
  });
  const base = origin + pathname.replace(/\/+$/, '');
  const send = (url: string, init: RequestInit = {}) =>
    client.fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  const folderOf = (municipality: string) => `audit-anchors/${municipality}/`;

  /** A page of keys. The older form of listing: every S3 knows it. */
  async function names(prefix: string, after: string): Promise<string[]> {
    const response = await send(`${base}?${new URLSearchParams({ prefix, marker: after })}`);
    if (!response.ok) throw failure(response);
    // Our keys have letters, digits, `-`, `/` and `.` only: nothing in them is escaped.
    return [...(await response.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map((match) => match[1]!).sort();
  }

  async function read(key: string): Promise<Uint8Array> {
    const response = await send(`${base}/${key}`);
    if (!response.ok) throw failure(response);
    return new Uint8Array(await response.arrayBuffer());
  }

  return {
    name: 's3',
    every: 60,
    async put(municipality, name, bytes) {
      const response = await send(`${base}/${folderOf(municipality)}${name}`, {
        method: 'PUT',
        body: bytes as Uint8Array<ArrayBuffer>,
        headers: { 'content-type': 'application/json', 'if-none-match': '*' },
      });
      // 412: it is there already, from before our answer was lost.
      if (!response.ok && response.status !== 412) throw failure(response);
    },
    async *entries(municipality) {
      for (let after = ''; ; ) {
        const found = await names(folderOf(municipality), after);
        if (found.length === 0) return;
        for (const key of found) yield await read(key);
        after = found.at(-1)!;
      }
    },
    // Keys begin with the month: few are listed to find the last.
    async *newest(municipality) {
      const month = new Date();
      month.setUTCDate(1);
      for (let back = 0; back < searchedMonths; back++) {
        const prefix = `${folderOf(municipality)}${month.toISOString().slice(0, 7)}/`;
        let last: string | undefined;
        for (let found = await names(prefix, ''); found.length > 0; found = await names(prefix, last))
          last = found.at(-1)!;
        if (last !== undefined) return void (yield await read(last));
        month.setUTCMonth(month.getUTCMonth() - 1);
      }
    },
  };
}

const failure = (response: Response) =>
  Object.assign(new Error('S3 refused'), { code: `HTTP_${response.status}` });
