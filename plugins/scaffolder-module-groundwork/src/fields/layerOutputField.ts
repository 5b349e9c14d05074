// SPDX-License-Identifier: Apache-2.0
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { LayerOutputField } from '../components/LayerOutputField';
import { layerOutputSchema } from './layerOutputSchema';
import { validateLayerOutput } from './validation';

/** The form field `LayerOutput`. */
export const layerOutputField = createFormField({
  name: 'LayerOutput',
  component: LayerOutputField,
  schema: layerOutputSchema,
  validation: validateLayerOutput,
});
