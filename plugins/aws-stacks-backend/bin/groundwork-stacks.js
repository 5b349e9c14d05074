#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

const fs = require('node:fs');
const path = require('node:path');

// In the repository the TypeScript source runs as it is; an installed package runs what was built.
const isSource = fs.existsSync(path.resolve(__dirname, '../src'));
if (isSource) require('@backstage/cli-node/config/nodeTransform.cjs');
// Backstage keeps its database connections alive for as long as the process is.
require(isSource ? '../src/cli' : '../dist/cli.cjs.js')
  .main(process.argv.slice(2))
  .then(() => process.exit());
