#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

const fs = require('node:fs');
const { enableCompileCache } = require('node:module');
const path = require('node:path');

// Compiling the CDK toolkit is a fifth of what it costs to load it.
const cache = process.env.GROUNDWORK_RUNNER_CACHE;
if (cache) enableCompileCache?.(path.join(cache, 'compiled'));

// In the repository the TypeScript source runs as it is; an installed package runs what was built.
if (fs.existsSync(path.resolve(__dirname, '../src'))) {
  require('@backstage/cli-node/config/nodeTransform.cjs');
  require('../src/main');
} else {
  require('../dist/main.cjs.js');
}
