/** Every setting there is. The table in docs/operating/configuration.md is generated from here. */
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const settings = {
  MADOGUCHI_MODE: z
    .enum(['demo', 'production'])
    .default('demo')
    .describe('demo loads a fictional city and shows its sign-ins; production shows neither'),
  MADOGUCHI_DATA: z
    .string()
    .default('.data')
    .describe('folder for files, the embedded database and generated secrets'),
  MADOGUCHI_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'at least 32 characters; all keys derive from it; generated in the data folder when absent in demo mode',
    ),
  MADOGUCHI_KEY_FILE: z
    .string()
    .optional()
    .describe('instead: file with the secret, readable by its owner only; further lines are older secrets'),
  MADOGUCHI_KEY_COMMAND: z
    .string()
    .optional()
    .describe(
      'instead: program that writes the secret (a KMS or HSM client); words or a JSON list, run without a shell, 15 s',
    ),
  MADOGUCHI_SECRET_OLD: z
    .string()
    .optional()
    .describe('secrets before this one, parted by spaces; they open and do not seal ([keys](keys.md))'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'PostgreSQL 15 or newer, a role that may create roles and schemas; absent: embedded PostgreSQL',
    ),
  MADOGUCHI_MUNICIPALITY: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .describe('municipality that answers for host names nobody registered; demo: the demo city'),
  HOST: z.string().default('127.0.0.1').describe('address the servers listen on'),
  PORTAL_PORT: port.default(3000).describe('port of the resident side'),
  STAFF_PORT: port.default(3001).describe('port of the staff side'),
  PORTAL_ORIGIN: z
    .url()
    .optional()
    .describe('public origin of the resident side, for links in mail and QR codes'),
  STAFF_ORIGIN: z.url().optional().describe('public origin of the staff side'),
  TRUST_PROXY: flag.default(false).describe('believe X-Forwarded-* of the balancer in front'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('mail server; absent: mail goes to the development mailbox'),
  MAIL_FROM: z.string().default('Madoguchi <no-reply@localhost>').describe('sender of all mail'),
  SMS_URL: z.url().optional().describe('SMS gateway; absent: SMS goes to the development mailbox'),
  REGISTER_URL: z.url().optional().describe('base URL of the register port (tax, vaccination, resident)'),
  REGISTER_TOKEN: z.string().optional().describe('bearer token for the register port'),
  API_RATE_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe('calls of the API a minute for each access token'),
  WEBHOOK_ALLOWED_NETWORKS: z
    .string()
    .regex(/^[0-9a-fA-F.:/, ]*$/)
    .default('')
    .describe(
      'private networks webhooks may go to, as CIDR blocks with commas; absent: public addresses only',
    ),
  WEBHOOK_ALLOWED_HOSTS: z
    .string()
    .regex(/^[\w.:*, -]*$/)
    .default('')
    .describe('the only hosts webhooks may go to, with commas; `*.city.example` is all below; absent: any'),
  OIDC_ISSUER: z.url().optional().describe('staff single sign-on; absent: local accounts only'),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_ACR_VALUES: z
    .string()
    .optional()
    .describe(
      'strengths of sign-in to ask the provider for, with spaces between; an answer of another `acr` is refused',
    ),
  SIMULATOR_PORT: port
    .default(3003)
    .describe('demo: port of the simulators (single sign-on, SMS, registers)'),
  FONT_DIR: z.string().optional().describe('further fonts for documents, e.g. IPAmj Mincho'),
  UPLOAD_MAX_MB: z.coerce.number().min(1).max(100).default(10).describe('largest single attachment'),
  FILES_S3_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('any S3, e.g. https://s3.example: files lie there; absent: in the data folder'),
  FILES_S3_BUCKET: z.string().default('madoguchi').describe('bucket of the files'),
  FILES_S3_REGION: z.string().default('us-east-1').describe('region the bucket lies in'),
  FILES_S3_KEY: z.string().optional().describe('access key of the bucket'),
  FILES_S3_SECRET: z.string().optional().describe('secret of the access key'),
  FILES_S3_PATH_STYLE: flag
    .default(true)
    .describe('bucket in the path (most servers); false: before the host name (AWS)'),
  CLAMD_URL: z
    .url({ protocol: /^(tcp|unix)$/ })
    .optional()
    .describe('clamd that looks at uploads: tcp://host:3310 or unix:///run/clamav/clamd.ctl; absent: none'),
  AUDIT_ANCHOR_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('second database, on another server, that keeps the signed heads of the audit tree'),
  AUDIT_ANCHOR_S3_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('bucket that keeps them: https://<key>:<secret>@s3.example/<bucket>?region=…'),
  AUDIT_TRUSTED_KEYS: z
    .string()
    .optional()
    .describe(
      'public keys of the audit under secrets that are gone, as `madoguchi audit key` printed them; spaces between',
    ),
  DOCUMENT_SIGNING_P12: z
    .string()
    .optional()
    .describe(
      'PKCS#12 file that signs documents; {code} stands for the municipality; absent: unsigned (demo: self-signed)',
    ),
  DOCUMENT_SIGNING_PASSWORD: z.string().optional().describe('password of that file'),
  TSA_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('time-stamping authority (RFC 3161) for the signatures; absent: none'),
  TSA_WAIT_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('minutes a document waits for a timestamp, then goes out without; absent: as long as it takes'),
  REQUESTS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(10)
    .max(10_000)
    .default(400)
    .describe('requests one process works on at once; beyond it people are asked to wait ([load](load.md))'),
  DRAIN_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(300)
    .default(0)
    .describe(
      'after SIGTERM: seconds a site says 503 on /readyz and still takes requests; behind a balancer: twice its interval',
    ),
  METRICS_PORT: port
    .optional()
    .describe(
      'port of /metrics (Prometheus) of the resident side; staff side and worker take the next two; absent: none',
    ),
  METRICS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('address /metrics listens on; for the monitoring only'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('OpenTelemetry collector (OTLP over HTTP) that traces go to; absent: none are made'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PDF_WORKERS: z.coerce.number().int().min(1).max(16).default(1).describe('threads that render documents'),
} as const;

/** Where the secret may come from. */
const keySources = ['MADOGUCHI_SECRET', 'MADOGUCHI_KEY_FILE', 'MADOGUCHI_KEY_COMMAND'] as const;

const schema = z.object(settings);
export type Config = z.infer<typeof schema>;

/** Reads and checks the environment; throws one error that lists everything wrong, by name, with the remedy. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(settings).map((name) => [name, environment[name] || undefined]),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`設定に誤りがあります / settings are wrong:\n${lines.join('\n')}`);
  }
  const config = result.data;
  const sources = keySources.filter((name) => config[name] !== undefined);
  if (sources.length > 1)
    throw new ConfigError(
      `  ${sources.join(', ')}: set one of them only / どれか一つだけを設定してください。`,
    );
  if (config.MADOGUCHI_MODE === 'production' && sources.length === 0) {
    throw new ConfigError(
      '  MADOGUCHI_SECRET: needed in production (at least 32 random characters), or MADOGUCHI_KEY_FILE or MADOGUCHI_KEY_COMMAND',
    );
  }
  if (config.FILES_S3_URL !== undefined && !(config.FILES_S3_KEY && config.FILES_S3_SECRET)) {
    throw new ConfigError('  FILES_S3_KEY, FILES_S3_SECRET: needed with FILES_S3_URL');
  }
  return config;
}

export class ConfigError extends Error {}

/** The settings as a Markdown table, for the docs. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(([name, entry]) => {
    const fallback = schema.shape[name as keyof typeof settings].safeParse(undefined);
    return `| \`${name}\` | ${fallback.success && fallback.data !== undefined ? `\`${fallback.data}\`` : ''} | ${entry.description ?? ''} |`;
  });
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
