export { type AddressFault, type ChannelAddress, maskAddress, readAddress, readMail } from './address.ts';
export type { Mandate } from './mandates.sql.ts';
