export { networksOf } from './addresses.server.ts';
export { hostsOf, isCallable, type Outgoing, postOut, type Sent } from './post-out.server.ts';
