/** `chromium.launch(await launchOptions())`: a browser that is there and starts, see bin/lib/chromium.mjs. */
import type { LaunchOptions } from 'playwright-core';

interface Found {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
  sandbox: boolean;
}

let found: Promise<Found> | undefined;

export async function launchOptions(): Promise<LaunchOptions> {
  // Not a static import: it is plain JavaScript that also runs before anything is installed.
  const module = (await import('../../bin/lib/chromium.mjs' as string)) as {
    ensureChromium(): Promise<Found>;
  };
  found ??= module.ensureChromium();
  const { executablePath, args, env, sandbox } = await found;
  const environment = Object.fromEntries(
    Object.entries({ ...process.env, ...env }).filter(([, value]) => value !== undefined),
  );
  return { executablePath, args, chromiumSandbox: sandbox, env: environment as Record<string, string> };
}
