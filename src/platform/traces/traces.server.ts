/**
 * Traces by OpenTelemetry, sent to a collector over OTLP. Off unless one is named; then `traced` costs nothing. Names and
 * attributes are words of the program: never an address, an identifier or anything a person typed.
 */
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** Sends the spans of this process to `<collector>/v1/traces`; a collector that is away loses spans and nothing else. */
export function startTraces(process: string, collector: string): { stop(): Promise<void> } {
  const exporter = new OTLPTraceExporter({ url: `${collector.replace(/\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `madoguchi-${process}` }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return {
    async stop() {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}

/** Runs `work` as a span of the one around it. What it throws is marked by its class alone: messages may quote people. */
export function traced<T>(
  name: string,
  attributes: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  return trace.getTracer('madoguchi').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      const why = typeof code === 'string' ? code : error instanceof Error ? error.name : 'thrown';
      span.setStatus({ code: SpanStatusCode.ERROR, message: why });
      throw error;
    } finally {
      span.end();
    }
  });
}
