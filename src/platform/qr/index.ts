export { type QrCode, qrCode, qrSvg } from './qr.ts';
