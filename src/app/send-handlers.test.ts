import { expect, test } from 'vitest';
import { gatewayOf, senderOf } from './send-handlers.server.ts';

test('sender and gateway as settings write them', () => {
  expect(senderOf('あかつき市 <info@city.example>')).toEqual({
    name: 'あかつき市',
    address: 'info@city.example',
  });
  expect(senderOf('info@city.example')).toEqual({ name: '', address: 'info@city.example' });
  // The default of the settings must be an address the mailer takes.
  expect(senderOf('Madoguchi <no-reply@localhost>').address).toBe('no-reply@madoguchi.invalid');
  expect(gatewayOf('https://:t%2Fk@sms.example/v1')).toEqual({ url: 'https://sms.example/v1', token: 't/k' });
});
