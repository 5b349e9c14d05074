// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { TEMPLATES } from '../layer/Workspace';

const read = async (name: string) => {
  const file = path.join(TEMPLATES, '_shared/template', name);
  return parse(await readFile(file, 'utf8'));
};
describe('the form of the CDK alone', () => {
  it('asks for what the form of both engines asks for, and hands the same on', async () => {
    const both = await read('template.yaml');
    const cdk = await read('cdk.yaml');
    const [page] = both.spec.parameters;
    const { name, target, engine } = page.properties;
    expect(cdk.spec.parameters).toEqual([
      {
        ...page,
        properties: {
          name,
          target,
          engine: {
            ...engine,
            enum: ['cdk'],
            enumNames: ['AWS CDK'],
            default: 'cdk',
          },
        },
      },
    ]);
    const step = (wanted: string) =>
      both.spec.steps.find(({ id }: { id: string }) => id === wanted);
    expect(cdk.spec.steps).toEqual([
      step('complete'),
      { ...step('cdk'), if: undefined },
    ]);
  });
});
