// SPDX-License-Identifier: Apache-2.0
import { parseInputs } from '../lib/inputs.ts';
import { readJson } from '../lib/layer-inputs.ts';
import { createApp, readContext } from '../lib/layer-stack.ts';
import { StateStoreStack } from '../lib/state-store-stack.ts';

const context = readContext(new URL('../groundwork.json', import.meta.url));
const inputs = parseInputs(
  readJson(new URL('../inputs.json', import.meta.url)),
  context.environment,
);
const app = createApp();
new StateStoreStack(app, context, inputs);
app.synth();
