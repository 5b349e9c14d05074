// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Checkbox,
  PasswordField,
  Select,
  Text,
  TextField,
} from '@backstage/ui';
import type {
  PromotionInput,
  Target,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { valueText } from '../Value';
import { type PromotionDraft, initialText, isValid } from './promotionDraft';

interface PromotionInputsProps {
  inputs: readonly PromotionInput[];
  target: Target;
  draft: PromotionDraft;
  onChange: (draft: PromotionDraft) => void;
}

/** The inputs of both environments; those that differ first, and all on request. */
export function PromotionInputs(props: PromotionInputsProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [all, setAll] = useState(false);
  const { inputs } = props;
  const differing = inputs.filter(({ differs }) => differs);
  const shown = all ? inputs : differing;
  return (
    <>
      <Text weight="bold">{t('promotion.inputs')}</Text>
      {differing.length === 0 && <Text>{t('promotion.inputsSame')}</Text>}
      {shown.map(input => (
        <InputField key={input.name} {...props} input={input} />
      ))}
      {differing.length < inputs.length && (
        <Checkbox isSelected={all} onChange={setAll}>
          {t('promotion.inputsAll')}
        </Checkbox>
      )}
    </>
  );
}

type InputFieldProps = PromotionInputsProps & { input: PromotionInput };

function InputField(props: InputFieldProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { input, draft, onChange } = props;
  const { name, output, isRequired, isSet } = input;
  const write = (text: string) =>
    onChange({ ...draft, texts: { ...draft.texts, [name]: text } });
  const text = draft.texts[name] ?? initialText(input);
  if (output) return <OutputField {...props} output={output} />;
  if (input.secret) {
    return (
      <PasswordField
        label={name}
        description={t(isSet ? 'promotion.secretKept' : 'promotion.secretHere')}
        isRequired={isRequired}
        autoComplete="off"
        value={text}
        onChange={write}
      />
    );
  }
  const isWrong = !isValid(input, text);
  const here = t('promotion.here', { value: valueText(input.source) });
  const there = isSet
    ? t('promotion.there', { value: valueText(input.target) })
    : '';
  return (
    <TextField
      label={name}
      description={
        isWrong ? t('promotion.invalid') : [here, there].join(' ').trim()
      }
      isInvalid={isWrong}
      value={text}
      onChange={write}
    />
  );
}

function OutputField({
  input,
  output: wanted,
  target,
  draft,
  onChange,
}: InputFieldProps & { output: NonNullable<PromotionInput['output']> }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const { layer, output } = wanted;
  const { accountId, region } = target;
  const load = useCallback(
    (signal: AbortSignal) =>
      api.listOutputs({ layer, output, accountId, region }, { signal }),
    [api, layer, output, accountId, region],
  );
  const state = usePolling(load);
  const choices = state.data?.items ?? [];
  const choose = (stackId: string) => {
    const chosen = choices.find(choice => choice.stackId === stackId);
    const { [input.name]: _before, ...others } = draft.outputs;
    const outputs = chosen ? { ...others, [input.name]: chosen } : others;
    onChange({ ...draft, outputs });
  };
  return (
    <>
      <Select
        label={input.name}
        description={t('promotion.output', { layer, output })}
        isRequired={input.isRequired}
        value={draft.outputs[input.name]?.stackId ?? null}
        onChange={chosen => choose(String(chosen ?? ''))}
        options={choices.map(({ stackId, stackName, value }) => ({
          id: stackId,
          label: `${stackName}: ${value}`,
        }))}
      />
      {state.error && (
        <Alert status="danger" icon title={state.error.message} />
      )}
      {state.data && choices.length === 0 && (
        <Alert
          status="warning"
          icon
          title={t('promotion.noOutputs', { layer, output })}
        />
      )}
    </>
  );
}
