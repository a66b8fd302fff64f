export type * from './model.server.ts';
export {
  createRegisters,
  type PersonQuery,
  type RegisterOptions,
  type Registers,
} from './registers.server.ts';
