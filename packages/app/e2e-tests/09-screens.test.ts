// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { STATES, THEMES, VIEWS, screenFile } from './support/screens';

for (const view of VIEWS) {
  test(`${view} was photographed in every state and theme`, () => {
    const missing = STATES.flatMap(state =>
      THEMES.map(theme => screenFile(view, state, theme)),
    ).filter(
      file => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) < 5000,
    );
    expect(missing).toEqual([]);
  });
}
