#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

// This package is private and runs from its sources.
require('@backstage/cli-node/config/nodeTransform.cjs');
require('../src/cli').main(process.argv.slice(2));
