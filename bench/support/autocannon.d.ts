/** The part of autocannon that the benches use; the package brings no types. */
declare module 'autocannon' {
  export interface Sent {
    method?: string;
    path?: string;
    body?: string;
    headers?: Record<string, string>;
  }
  export interface Options extends Sent {
    url: string;
    connections?: number;
    /** Seconds. */
    duration?: number;
    /** Number of requests, in place of a duration. */
    amount?: number;
    requests?: (Sent & { setupRequest?: (request: Sent) => Sent })[];
  }
  export interface Result {
    duration: number;
    errors: number;
    timeouts: number;
    non2xx: number;
    '2xx': number;
    '3xx': number;
    latency: { p50: number; p99: number };
    requests: { total: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
