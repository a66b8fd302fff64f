import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import type { ObjectInfo, ObjectStore } from './objects.server.ts';

export interface S3Options {
  /** `https://s3.example`; the bucket stands in the path, or before the host. */
  url: string;
  bucket: string;
  region: string;
  key: string;
  secret: string;
  pathStyle: boolean;
  /** How long one request may take before it counts as failed. */
  timeoutMs?: number;
  /** Objects named in one answer to a list; S3 gives 1000 at most. */
  pageSize?: number;
}

/** What S3 answered instead; no key or address in it. */
export class S3Error extends Error {
  constructor(act: string, status: number) {
    super(`S3 ${act}: ${status}`);
    this.name = 'S3Error';
  }
}

/** Any S3 (AWS, MinIO, Ceph, Garage …) that has a bucket for us. Objects are whole or absent by S3's own promise. */
export function createS3Objects(options: S3Options): ObjectStore {
  const client = new AwsClient({
    accessKeyId: options.key,
    secretAccessKey: options.secret,
    service: 's3',
    region: options.region,
    retries: 3,
    initRetryMs: 100,
  });
  const root = new URL(options.url);
  if (!options.pathStyle) root.hostname = `${options.bucket}.${root.hostname}`;
  const base = `${root.href.replace(/\/+$/, '')}/${options.pathStyle ? `${options.bucket}/` : ''}`;

  async function ask(act: string, path: string, init: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.timeout(options.timeoutMs ?? 30_000);
    const answer = await client.fetch(base + path, { ...init, method: act, signal });
    if (answer.ok || answer.status === 404) return answer;
    await answer.body?.cancel();
    throw new S3Error(act, answer.status);
  }

  return {
    async put(key, path, _bytes, sha256) {
      // Read from the disc while it is sent; the server compares the digest before it keeps anything.
      const body = await openAsBlob(path);
      const headers = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' };
      const answer = await ask('PUT', key, { body, headers });
      await answer.body?.cancel();
      if (!answer.ok) throw new S3Error('PUT', answer.status);
    },
    async get(key) {
      const answer = await ask('GET', key);
      if (!answer.ok || answer.body === null) {
        await answer.body?.cancel();
        return null;
      }
      const bytes = Number(answer.headers.get('content-length'));
      return { stream: Readable.fromWeb(answer.body as ReadableStream), bytes };
    },
    async head(key) {
      const answer = await ask('HEAD', key);
      if (!answer.ok) return null;
      const changedAt = new Date(answer.headers.get('last-modified') ?? 0);
      return { key, bytes: Number(answer.headers.get('content-length')), changedAt };
    },
    async remove(key) {
      const answer = await ask('DELETE', key);
      await answer.body?.cancel();
    },
    async *list(municipality) {
      // The older form of listing: every S3 knows it, and it goes on from a key, so nothing has to be remembered there.
      let last = '';
      for (let more = true; more; ) {
        const query = {
          prefix: `${municipality}/`,
          marker: last,
          'max-keys': String(options.pageSize ?? 1000),
        };
        const answer = await ask('GET', `?${new URLSearchParams(query)}`);
        if (!answer.ok) throw new S3Error('LIST', answer.status);
        const page = await answer.text();
        for (const one of objectsIn(page)) {
          last = one.key;
          yield one;
        }
        more = tag(page, 'IsTruncated') === 'true';
      }
    },
  };
}

const tag = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

/** Our keys are digits and S3 escapes everything else, so a parser of XML would find the same. */
function* objectsIn(xml: string): Iterable<ObjectInfo> {
  for (const [, one = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs))
    yield {
      key: tag(one, 'Key') ?? '',
      bytes: Number(tag(one, 'Size')),
      changedAt: new Date(tag(one, 'LastModified') ?? 0),
    };
}
