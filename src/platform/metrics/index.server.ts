export { createMetrics, type Metrics, type Reading, serveMetrics } from './metrics.server.ts';
