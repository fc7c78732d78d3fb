import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PersonalData } from './PersonalData.ts';

const personalData = PersonalData.create({
  countries: ['DE', 'US'],
  allow: [
    'Service@Example.ORG',
    'team.example',
    '*.branch.example',
    '@bücher.example',
    '030 / 23125-014',
    '+1 202 555 0143',
    'DE89 3704 0044 0532 0130 00',
    '192.0.2.0/24',
    '2001:db8::1',
  ],
});

for (const text of [
  'service@example.org',
  'SERVICE＠example.org',
  'anyone@team.example',
  'anyone@north.branch.example',
  'anyone@xn--bcher-kva.example',
  '+49 30 23125014',
  '(030) 23 12 50 14',
  '0049-30-23125-014',
  '202-555-0143',
  'de89370400440532013000',
  '192.0.2.77',
  '2001:DB8::1',
]) {
  test(`keeps the team's own contact ${text}`, () => {
    assert.equal(personalData.mask(`ask ${text} today`).spans.length, 0);
  });
}

for (const text of [
  'services@example.org',
  'service@example.org.evil.example',
  'service@team.example.evil.example',
  'anyone@north.team.example',
  'anyone@evilteam.example',
  'anyone@evilbranch.example',
  '030 / 23125-0149',
  '+1 202 555 0144',
  '192.0.3.77',
]) {
  test(`masks ${text}, which only resembles the team's contact`, () => {
    assert.equal(personalData.mask(`ask ${text} today`).spans.length, 1);
  });
}

for (const entry of ['', 'the service desk', '12345', 'a@', '192.0.2.0/99']) {
  test(`refuses the entry ${JSON.stringify(
    entry,
  )}, which allows nothing`, () => {
    assert.throws(
      () =>
        PersonalData.create({
          countries: ['DE'],
          allow: ['a@b.example', entry],
        }),
      error =>
        error instanceof Error &&
        error.message.startsWith(
          `Entry 2 of the allow list, ${JSON.stringify(entry)}, is no`,
        ),
    );
  });
}
