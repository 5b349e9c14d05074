// SPDX-License-Identifier: Apache-2.0
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** The form field `AwsTarget`. */
export const awsTarget = FormFieldBlueprint.make({
  name: 'aws-target',
  params: {
    field: () => import('./fields/awsTargetField').then(m => m.awsTargetField),
  },
});

/** The form field `LayerOutput`. */
export const layerOutput = FormFieldBlueprint.make({
  name: 'layer-output',
  params: {
    field: () =>
      import('./fields/layerOutputField').then(m => m.layerOutputField),
  },
});

/**
 * Form fields for the scaffolder: `AwsTarget` and `LayerOutput`.
 *
 * @public
 */
export const scaffolderModuleGroundwork = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [awsTarget, layerOutput],
});
