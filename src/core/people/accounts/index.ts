export type { Mandate } from './mandates.sql.ts';
export { type AddressFault, type ChannelAddress, maskAddress, readAddress, readMail } from './address.ts';
