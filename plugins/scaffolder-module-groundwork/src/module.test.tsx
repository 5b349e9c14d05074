// SPDX-License-Identifier: Apache-2.0
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { awsTarget, layerOutput } from './module';

const { formFieldLoader } = FormFieldBlueprint.dataRefs;

describe('the module', () => {
  it('brings the field AwsTarget, lazily', async () => {
    const load = createExtensionTester(awsTarget).get(formFieldLoader);
    expect(await load()).toMatchObject({ name: 'AwsTarget' });
  });

  it('brings the field LayerOutput, lazily', async () => {
    const load = createExtensionTester(layerOutput).get(formFieldLoader);
    expect(await load()).toMatchObject({ name: 'LayerOutput' });
  });
});
