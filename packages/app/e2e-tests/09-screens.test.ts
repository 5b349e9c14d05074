// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { MOMENTS, STATES, THEMES, VIEWS, screenFile } from './support/screens';

const missing = (files: string[]) =>
  files.filter(
    file => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) < 5000,
  );

for (const view of VIEWS) {
  test(`${view} was photographed in every state and theme`, () => {
    const files = STATES.flatMap(state =>
      THEMES.map(theme => screenFile(view, state, theme)),
    );
    expect(missing(files)).toEqual([]);
  });
}

test('what happens in production was photographed in every theme', () => {
  const files = MOMENTS.flatMap(moment =>
    THEMES.map(theme => screenFile(moment, 'real', theme)),
  );
  expect(missing(files)).toEqual([]);
});
