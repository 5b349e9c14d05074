#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

const fs = require('node:fs');
const path = require('node:path');

// In the repository the TypeScript source runs as it is; an installed package runs what was built.
if (fs.existsSync(path.resolve(__dirname, '../src'))) {
  require('@backstage/cli-node/config/nodeTransform.cjs');
  require('../src/remoteMain');
} else {
  require('../dist/remoteMain.cjs.js');
}
