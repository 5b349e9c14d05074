// SPDX-License-Identifier: Apache-2.0
// The import law of this repository. Each package extends Backstage's own configuration, whose rules come after these:
// so the boundaries stand here under rule names which Backstage does not use.

const sdkHomes = [
  'plugins/groundwork-node/src/aws/**',
  'plugins/*-backend/src/sources/**',
  'plugins/*-backend-module-*/src/sources/**',
  'plugins/aws-stacks-runner/**',
  'packages/backend/src/__testUtils__/**',
  'packages/bench/**',
  'packages/sandbox/**',
  'packages/layer-kit/src/emulator/**',
];

const source = ['packages/*/src/**/*.{ts,tsx}', 'plugins/*/src/**/*.{ts,tsx}'];
const tests = [
  '**/*.test.*',
  '**/__testUtils__/**',
  '**/__fixtures__/**',
  '**/__mocks__/**',
  '**/setupTests.*',
];

const inBackend = (...parts) =>
  parts.flatMap(part => [
    `./plugins/*-backend/src/${part}.ts`,
    `./plugins/*-backend/src/${part}/**`,
  ]);

/** Within a backend plugin the arrows go one way: router → service → store and sources. */
const backendZones = [
  {
    target: inBackend('store', 'sources'),
    from: inBackend('plugin', 'router', 'service', 'collector'),
    message: 'A store or source does not know who calls it.',
  },
  {
    target: inBackend('service'),
    from: inBackend('plugin', 'router', 'collector'),
    message: 'A service does not know its router or its collector.',
  },
  {
    target: inBackend('router'),
    from: inBackend('plugin', 'store', 'sources', 'collector'),
    message: 'A router parses, authorises and calls a service.',
  },
];

module.exports = {
  root: true,
  ignorePatterns: [
    '.groundwork',
    'dist',
    'dist-types',
    'coverage',
    'test-results',
    '**/__fixtures__/bad/**',
  ],
  overrides: [
    {
      files: source,
      excludedFiles: sdkHomes,
      rules: {
        '@typescript-eslint/no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: ['@aws-sdk/*', '@smithy/*'],
                message:
                  'AWS is called from groundwork-node/src/aws, the sources folder of a backend, the runner, the sandbox and the bench only.',
              },
            ],
          },
        ],
      },
    },
    {
      files: ['plugins/*-backend/src/**/*.ts'],
      excludedFiles: tests,
      settings: {
        'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
      },
      rules: {
        'import/no-restricted-paths': [
          'error',
          { basePath: __dirname, zones: backendZones },
        ],
      },
    },
    {
      files: source,
      excludedFiles: tests,
      rules: { 'max-lines': ['error', { max: 300 }] },
    },
    {
      files: ['scripts/**/*.mjs'],
      env: { node: true, es2022: true },
      parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
      extends: ['eslint:recommended'],
      rules: {
        'max-lines': ['error', { max: 300 }],
        'max-lines-per-function': ['error', { max: 40 }],
        'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      },
    },
    {
      files: ['scripts/**/*.cjs'],
      env: { node: true, es2022: true },
      extends: ['eslint:recommended'],
    },
    {
      files: ['scripts/**/*.test.mjs'],
      rules: { 'max-lines-per-function': 'off' },
    },
  ],
};
