export { type AddressFault, type ChannelAddress, maskAddress, readAddress, readMail } from './address.ts';
