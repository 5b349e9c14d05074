// SPDX-License-Identifier: Apache-2.0
import { parseInputs } from '../lib/inputs.ts';
import { readJson } from '../lib/layer-inputs.ts';
import { createApp, readContext } from '../lib/layer-stack.ts';
import { RunnerCodebuildStack } from '../lib/runner-codebuild-stack.ts';

const context = readContext(new URL('../groundwork.json', import.meta.url));
const inputs = parseInputs(
  readJson(new URL('../inputs.json', import.meta.url)),
);
const app = createApp();
new RunnerCodebuildStack(app, context, inputs);
app.synth();
