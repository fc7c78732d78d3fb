import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactPersonalData } from './redaction.ts';

for (const [text, expected] of [
  ['Write to a.person+x@mail.example.org.', 'Write to [email removed].'],
  [
    'Call +1 202-555-0143 or 0049 (30) 1234567',
    'Call [phone removed] or [phone removed]',
  ],
  ['IBAN DE89 3704 0044 0532 0130 00.', 'IBAN [iban removed].'],
  ['Card 4111 1111 1111 1111 expired', 'Card [card removed] expired'],
  [
    'Order 4111 1111 1111 1112, room 3.14, 30 days, 1,500 euros, 10:00 to 15:00',
    undefined,
  ],
] as const) {
  test(`redacts: ${text}`, () => {
    assert.equal(redactPersonalData(text).text, expected ?? text);
  });
}

test('counts what it took out', () => {
  assert.deepEqual(redactPersonalData('a@b.example and c@d.example').found, {
    email: 2,
  });
});
