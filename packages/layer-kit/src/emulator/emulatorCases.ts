// SPDX-License-Identifier: Apache-2.0
import type { LayerContext } from '@groundwork/backstage-plugin-groundwork-common';
import path from 'node:path';
import { synthesizeOne } from '../cdk/synthesize';
import type { Layer } from '../layer/Layer';
import { sampleContext } from '../layer/sampleContext';
import { type Case, failed, passed } from '../testing/report';
import type { Terraform } from '../testing/Terraform';
import { cdkEngine } from './cdkEngine';
import { type Emulator, PLACE } from './Emulator';
import { diffLines } from './diffLines';
import type { Engine } from './Engine';
import { normalize } from './normalize';
import { readers } from './readers';
import { terraformEngine } from './terraformEngine';

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** What stands in the account, by type; without the names, which differ between engines. */
async function readBack(emulator: Emulator, engine: Engine) {
  const made = await engine.made();
  const found = made.filter(({ type }) => readers[type]);
  const ownKeys = made.filter(({ type }) => type === 'AWS::KMS::Key');
  const read = await Promise.all(
    found.map(async ({ type, name }) => {
      const settings = await readers[type]?.(emulator.clients, name);
      return JSON.stringify(
        { type, settings: normalize(settings) },
        undefined,
        1,
      );
    }),
  );
  // Each engine makes keys of its own, which the rest of the layer names.
  return ownKeys.reduce(
    (text, { name }) => text.replaceAll(name, '<own key>'),
    read.sort().join('\n'),
  );
}

/** Applies a layer with one engine, plans again, reads back and destroys. */
async function tryEngine(
  layer: Layer,
  emulator: Emulator,
  engine: Engine,
): Promise<{ cases: Case[]; state?: string }> {
  const name = `${layer.id} emulator ${engine.name}`;
  const cases: Case[] = [];
  try {
    await engine.apply();
    cases.push(passed(`${name} applies`));
    const changes = await engine.secondPlan();
    cases.push(
      changes.length === 0
        ? passed(`${name} plans nothing the second time`)
        : failed(`${name} plans nothing the second time`, changes.join('\n')),
    );
    const state = await readBack(emulator, engine);
    return { cases: [...cases, await destroy(name, engine)], state };
  } catch (error) {
    cases.push(failed(name, reasonOf(error)));
    return { cases: [...cases, await destroy(name, engine)] };
  }
}

async function destroy(name: string, engine: Engine): Promise<Case> {
  const title = `${name} destroys`;
  try {
    await engine.destroy();
    return passed(title);
  } catch (error) {
    return failed(title, reasonOf(error));
  }
}

/** `test/inputs.json` for the place where the layer is tried. */
function inputsFor(layer: Layer): object {
  const text = layer.files.get('skeleton/cdk/test/inputs.json') ?? '{}';
  return JSON.parse(text.replaceAll('123456789012', PLACE.accountId));
}

async function prepare(emulator: Emulator, inputs: object): Promise<void> {
  const named = JSON.stringify(inputs).matchAll(/arn:aws:s3:::([a-z0-9.-]+)/g);
  for (const [, bucket = ''] of named) await emulator.createBucket(bucket);
}

/** Makes a layer for real in both engines, and compares what they made. */
export async function emulatorCases(
  layer: Layer,
  tools: { emulator: Emulator; terraform: Terraform; work: string },
): Promise<Case[]> {
  const { emulator, terraform, work } = tools;
  const name = `${layer.id} emulator`;
  const emulated = layer.manifest?.emulated;
  if (emulated !== 'full') {
    const reason = `layer.yaml says emulated: ${JSON.stringify(emulated)}`;
    return [{ outcome: 'skipped', name, reason, tool: 'emulator' }];
  }
  const context: LayerContext = sampleContext(layer.id, 'production', PLACE);
  const inputs = inputsFor(layer);
  await prepare(emulator, inputs);
  const makeEngine = {
    terraform: () =>
      terraformEngine({
        terraform,
        emulator,
        layerFolder: layer.folder,
        work: path.join(work, layer.id, 'apply'),
        context,
        inputs,
      }),
    cdk: async () => {
      const [template] = await synthesizeOne({
        source: path.join(layer.folder, 'skeleton/cdk'),
        work: path.join(work, layer.id, 'synth'),
        context,
        inputs,
      });
      return cdkEngine(emulator, context, template);
    },
  };
  const tries = [];
  for (const engine of layer.engines) {
    tries.push(await tryEngine(layer, emulator, await makeEngine[engine]()));
  }
  const [one, other] = tries.map(({ state }) => state);
  const cases = tries.flatMap(tried => tried.cases);
  if (one === undefined || other === undefined) return cases;
  const title = `${name} both engines make the same`;
  const difference = diffLines(one, other);
  cases.push(difference === '' ? passed(title) : failed(title, difference));
  return cases;
}
