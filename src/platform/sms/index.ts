export type { Sms, SmsFailure, SmsMailbox, SmsSender } from './model.ts';
export { parseMobileNumber, smsSegments } from './number.ts';
