// SPDX-License-Identifier: Apache-2.0
import { MASK, Redactor } from './Redactor';

const SECRET = 'a/b+c "d" <e>&f';

describe('Redactor', () => {
  const redactor = Redactor.create([SECRET, 'pin7']);

  it.each([
    ['as it is', SECRET],
    ['escaped as JSON', JSON.stringify(SECRET).slice(1, -1)],
    [
      'escaped as JSON twice',
      JSON.stringify(JSON.stringify(SECRET).slice(1, -1)).slice(1, -1),
    ],
    ['escaped as Terraform does', 'a/b+c \\"d\\" \\u003ce\\u003e\\u0026f'],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', encodeURIComponent(SECRET).replaceAll('%20', '+')],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['wrapped by a diagnostic', 'a/b+c\n│   "d"\n│   <e>&f'],
  ])('masks a secret %s', (_, form) => {
    expect(redactor.text(`before ${form} after`)).toBe(`before ${MASK} after`);
  });

  it.each([0, 1, 2])('masks base64 with %i bytes in front', shift => {
    const text = Buffer.from(`${'x'.repeat(shift)}${SECRET}!`).toString(
      'base64',
    );
    expect(redactor.text(text)).toContain(MASK);
    expect(redactor.touches(text)).toBe(true);
  });

  it('masks each line of a secret of several lines', () => {
    const lines = Redactor.create(['first line of it\nsecond line of it']);
    expect(lines.text('said: second line of it.')).toBe(`said: ${MASK}.`);
  });

  it('masks a short secret only where it stands alone', () => {
    expect(redactor.text('pin7, pin70')).toBe(`${MASK}, pin70`);
  });

  it('knows nothing of an empty secret', () => {
    expect(Redactor.create(['', '  ']).text('a text')).toBe('a text');
  });

  it.each([
    'AKIAIOSFODNN7EXAMPLE',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'xoxb-1234567890-abcdef',
  ])('masks what looks like a secret: %s', text => {
    expect(Redactor.create().text(`is ${text}`)).toBe(`is ${MASK}`);
  });

  it('masks the password of an address', () => {
    expect(Redactor.create().text('postgres://me:hunter2@db/x')).toBe(
      `postgres://me:${MASK}@db/x`,
    );
  });

  it('masks within JSON, keys and numbers too', () => {
    const json = Redactor.create(['123456', 'hidden-key']);
    expect(
      json.json({ 'hidden-key': [123456, 'a 123456 b', true, null] }),
    ).toEqual({
      [MASK]: [MASK, `a ${MASK} b`, true, null],
    });
  });
});
