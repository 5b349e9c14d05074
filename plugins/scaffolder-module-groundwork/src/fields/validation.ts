// SPDX-License-Identifier: Apache-2.0
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  layerOutputRefSchema,
  targetSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { stacksApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { findTarget } from './findTarget';
import type { awsTargetSchema } from './awsTargetSchema';
import type { layerOutputSchema } from './layerOutputSchema';

type TargetProps = typeof awsTargetSchema.TProps;
type TargetOptions = NonNullable<TargetProps['uiSchema']['ui:options']>;
type OutputProps = typeof layerOutputSchema.TProps;
type OutputOptions = NonNullable<OutputProps['uiSchema']['ui:options']>;

/** Account and Region, or a message: the form takes `{}` for an object that was not filled in. */
export const validateAwsTarget: CustomFieldValidator<
  typeof awsTargetSchema.TOutput,
  TargetOptions
> = (value, field) => {
  if (!targetSchema.safeParse(value).success) {
    field.addError('Choose an account and a Region');
  }
};

/** A choice, when one is required, which still has to be there for the target that is chosen now. */
export const validateLayerOutput: CustomFieldValidator<
  typeof layerOutputSchema.TOutput,
  OutputOptions
> = async (value, field, context) => {
  const options = context.uiSchema?.['ui:options'];
  const chosen = layerOutputRefSchema.safeParse(value).data;
  if (!chosen || !options) {
    field.addError('Choose a stack');
    return;
  }
  const api = context.apiHolder.get(stacksApiRef);
  if (!api) return;
  const target = findTarget(context.formData, options.target);
  const { items } = await api.listOutputs({
    layer: options.layer,
    output: options.output,
    accountId: target?.accountId,
    region: target?.region,
  });
  const isThere = items.some(
    item => item.stackId === chosen.stackId && item.value === chosen.value,
  );
  if (!isThere) {
    field.addError(
      `The ${options.layer} stack that was chosen is not in this account and Region, or its ${options.output} has changed. Choose again`,
    );
  }
};
