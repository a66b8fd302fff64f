/**
 * What one process counts about itself, in the text format of Prometheus. Labels are words of the program only: never an
 * address, an identifier or anything a person typed.
 */
import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** One answer of a site. `area` is the first part of the address where the program knows it, else `other`. */
  answered(label: { method: string; area: string; status: number }, seconds: number): void;
  /** Somebody was asked to wait: no room (`full`), or our side could not work (`away`). */
  turnedAway(why: 'full' | 'away'): void;
  /** A number that is asked for whenever somebody reads the metrics. */
  gauge(name: string, help: string, labels: string[], read: () => Promise<Reading[]> | Reading[]): void;
  counter(name: string, help: string, labels: string[]): (labels: Record<string, string>) => void;
  /** Everything, as text. A gauge that cannot be read is left out and counted. */
  text(): Promise<string>;
}

export interface Reading {
  labels: Record<string, string>;
  value: number;
}

export function createMetrics(process: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry, prefix: 'madoguchi_' });
  const answers = new Histogram({
    name: 'madoguchi_http_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'area', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const unread = new Counter({
    name: 'madoguchi_metrics_unread_total',
    help: 'Gauges that could not be read',
    registers: [registry],
  });
  const turned = new Counter({
    name: 'madoguchi_turned_away_total',
    help: 'Requests asked to wait: full (no room) or away (database or disk)',
    labelNames: ['why'],
    registers: [registry],
  });
  return {
    turnedAway: (why) => turned.inc({ why }),
    answered: ({ method, area, status }, seconds) =>
      answers.observe({ method, area, status: `${Math.floor(status / 100)}xx` }, seconds),
    gauge(name, help, labelNames, read) {
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        async collect() {
          this.reset();
          try {
            for (const { labels, value } of await read()) this.set(labels, value);
          } catch {
            unread.inc();
          }
        },
      });
    },
    counter(name, help, labelNames) {
      const counter = new Counter({ name, help, labelNames, registers: [registry] });
      return (labels) => counter.inc(labels);
    },
    text: () => registry.metrics(),
  };
}

/** Serves `/metrics` on a port of its own, which only the monitoring may reach. */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  server.unref();
  return server;
}
