/** Traces of a process, where a collector is named. */
import type { Config } from '#platform/config.server';
import { startTraces } from '#platform/traces.server';

/** Gives what ends them; the last spans are sent then. */
export function tracesOf(process: 'portal' | 'staff' | 'worker', config: Config): () => Promise<void> {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return async () => undefined;
  const traces = startTraces(process, config.OTEL_EXPORTER_OTLP_ENDPOINT);
  // A collector that is away must not keep a process from ending.
  return () => traces.stop().catch(() => undefined);
}
