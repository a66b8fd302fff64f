import type { Config } from '@react-router/dev/config';
import { site } from './site.config.ts';

export default {
  // Not src/app: only what lies below appDirectory gets its route types.
  appDirectory: 'src',
  buildDirectory: `build/${site}`,
  serverBuildFile: '[name].js',
  // The list of routes comes with the page: moving about asks the server for data only.
  routeDiscovery: { mode: 'initial' },
} satisfies Config;
