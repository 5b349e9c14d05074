// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Select } from '@backstage/ui';
import {
  type OutputChoice,
  type OutputsPage,
  layerOutputRefSchema,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  ProblemsNotice,
  SkeletonRows,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';
import { findTarget } from '../fields/findTarget';
import type { layerOutputSchema } from '../fields/layerOutputSchema';
import { scaffolderGroundworkTranslationRef } from '../translation';
import { FieldFrame } from './FieldFrame';
import { NoOutputs } from './NoOutputs';

type LayerOutputFieldProps = typeof layerOutputSchema.TProps;
type LayerOutputOptions = {
  layer: string;
  output: string;
  target?: string;
  otherRegions?: boolean;
};

/** While there is nothing to choose, a stack may be made in another tab. */
const POLL_WHILE_EMPTY_MS = 10_000;

/** The form field `LayerOutput`: an output of an applied stack, in the target that is chosen. */
export function LayerOutputField(props: LayerOutputFieldProps) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const options = props.uiSchema['ui:options'];
  return (
    <FieldFrame
      title={props.schema.title ?? t('output.title')}
      description={props.schema.description}
      isRequired={props.required}
    >
      {options?.layer && options.output ? (
        <OutputChoices
          field={props}
          options={{
            layer: options.layer,
            output: options.output,
            target: options.target,
            otherRegions: options.otherRegions,
          }}
        />
      ) : (
        <Alert status="danger" icon title={t('output.noOptions')} />
      )}
    </FieldFrame>
  );
}

function formDataOf(formContext: unknown): unknown {
  const isObject = typeof formContext === 'object' && formContext !== null;
  return isObject && 'formData' in formContext
    ? formContext.formData
    : undefined;
}

/** The choices of every Region but one. */
function elsewhere(page: OutputsPage, region: string | undefined): OutputsPage {
  return {
    ...page,
    items: page.items.filter(item => item.target.region !== region),
  };
}

function OutputChoices(props: {
  field: LayerOutputFieldProps;
  options: LayerOutputOptions;
}) {
  const { layer, output, target: targetField, otherRegions } = props.options;
  const api = useApi(stacksApiRef);
  const target = findTarget(formDataOf(props.field.formContext), targetField);
  const accountId = target?.accountId;
  const region = target?.region;
  const load = useCallback(
    async (signal: AbortSignal) => {
      const query = otherRegions ? { accountId } : { accountId, region };
      const page = await api.listOutputs(
        { layer, output, ...query },
        { signal },
      );
      return otherRegions ? elsewhere(page, region) : page;
    },
    [api, layer, output, accountId, region, otherRegions],
  );
  const state = usePolling(load, {
    intervalMs: page =>
      page?.items.length === 0 ? POLL_WHILE_EMPTY_MS : undefined,
  });
  return (
    <LoadView
      state={state}
      permission={stackReadPermission.name}
      skeleton={<SkeletonRows rows={1} />}
    >
      {page => (
        <>
          <ProblemsNotice problems={page.problems} />
          {page.items.length > 0 ? (
            <ChoiceSelect page={page} {...props} />
          ) : (
            <NoOutputs
              layer={layer}
              hasTarget={target !== undefined}
              otherRegions={otherRegions}
              isRequired={props.field.required}
            />
          )}
        </>
      )}
    </LoadView>
  );
}

const keyOf = (choice: { stackId: string; value: string }) =>
  `${choice.stackId} ${choice.value}`;

const valueOf = ({ stackId, output, value }: OutputChoice) => ({
  stackId,
  output,
  value,
});

function labelOf(choice: OutputChoice): string {
  const { accountId, region } = choice.target;
  return `${choice.stackName}, ${accountId} ${region}`;
}

function ChoiceSelect(props: {
  page: OutputsPage;
  field: LayerOutputFieldProps;
  options: LayerOutputOptions;
}) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const { page, field, options } = props;
  const chosen = layerOutputRefSchema.safeParse(field.formData).data;
  const isGone =
    chosen && !page.items.some(item => keyOf(item) === keyOf(chosen));
  const choose = (key: unknown) => {
    const choice = page.items.find(item => keyOf(item) === key);
    field.onChange(choice && valueOf(choice));
  };
  return (
    <>
      <Select
        aria-label={field.schema.title ?? t('output.title')}
        placeholder={t('target.choose')}
        value={chosen && !isGone ? keyOf(chosen) : null}
        isInvalid={isGone || (!chosen && Boolean(field.rawErrors?.length))}
        onChange={choose}
        options={page.items.map(item => ({
          id: keyOf(item),
          label: labelOf(item),
          description: item.value,
        }))}
      />
      {isGone && <Gone layer={options.layer} />}
    </>
  );
}

function Gone({ layer }: { layer: string }) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  return <Alert status="warning" icon title={t('output.gone', { layer })} />;
}
