export type * from './model.ts';
export { createRegisters, type RegisterOptions, type Registers } from './registers.server.ts';
