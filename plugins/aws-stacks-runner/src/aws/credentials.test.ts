// SPDX-License-Identifier: Apache-2.0
import { sdkRegion, tagValue } from './credentials';

it('keeps what a session tag may hold and replaces the rest', () => {
  expect(tagValue('user:default/jane.doe')).toBe('user:default/jane.doe');
  expect(tagValue('user:default/a<b>"c;d')).toBe('user:default/a-b--c-d');
  expect(tagValue('x'.repeat(300))).toHaveLength(256);
});

it('asks for what has no Region in us-east-1', () => {
  expect(sdkRegion('global')).toBe('us-east-1');
  expect(sdkRegion('eu-west-1')).toBe('eu-west-1');
});
