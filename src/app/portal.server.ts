/** Entry of the portal process; bundled with its pages, so that rooms exist once. */
import * as build from 'virtual:react-router/server-build';
import { serveSite } from './serve.server.ts';

await serveSite('portal', build);
