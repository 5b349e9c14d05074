// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from '@playwright/test';

/**
 * The browser tests run against `npm start` as a user has it, on ports of their own. They begin with an empty
 * installation.
 */
export default defineConfig({
  testDir: './packages/app/e2e-tests',
  // Runs and what is read of the estate have nothing to do with each other; each is a file, with a browser of its own.
  projects: [
    { name: 'empty', testMatch: '01-*.test.ts' },
    { name: 'stacks', testMatch: '02-*.test.ts', dependencies: ['empty'] },
    { name: 'verticals', testMatch: '06-*.test.ts', dependencies: ['empty'] },
    { name: 'trouble', testMatch: '08-*.test.ts', dependencies: ['verticals'] },
    {
      name: 'screens',
      testMatch: '09-*.test.ts',
      dependencies: ['stacks', 'trouble'],
    },
  ],
  globalSetup: './packages/app/e2e-tests/support/globalSetup.ts',
  globalTeardown: './packages/app/e2e-tests/support/globalTeardown.ts',
  timeout: 240_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/traces',
  use: {
    baseURL: 'http://localhost:13000',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.GROUNDWORK_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
