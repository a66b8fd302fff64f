import type { AppError } from '#kernel/errors';
import type { Result } from '#kernel/result';

export interface Sms {
  /** Idempotency id (the outbox row); the gateway gets it as `Idempotency-Key`. */
  id: string;
  to: string;
  text: string;
}

/** `invalid`: no mobile number; `bounced`: the number takes no messages; both final. The others are tried again. */
export interface SmsFailure extends AppError {
  kind: 'invalid' | 'bounced' | 'temporary' | 'misconfigured';
  retry: boolean;
}

/** Port: where messages go in development and demo instead of out. */
export interface SmsMailbox {
  store(message: {
    kind: 'sms';
    id: string;
    recipient: string;
    subject: string;
    body: string;
  }): Promise<void>;
}

export interface SmsSender {
  sendSms(sms: Sms): Promise<Result<{ id: string }, SmsFailure>>;
}
