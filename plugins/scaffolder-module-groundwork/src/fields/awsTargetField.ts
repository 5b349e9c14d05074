// SPDX-License-Identifier: Apache-2.0
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AwsTargetField } from '../components/AwsTargetField';
import { awsTargetSchema } from './awsTargetSchema';
import { validateAwsTarget } from './validation';

/** The form field `AwsTarget`. */
export const awsTargetField = createFormField({
  name: 'AwsTarget',
  component: AwsTargetField,
  schema: awsTargetSchema,
  validation: validateAwsTarget,
});
