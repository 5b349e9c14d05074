// SPDX-License-Identifier: Apache-2.0
import type {
  LayerOutputRef,
  OutputChoice,
  PromoteRequest,
  PromotionInput,
} from '@groundwork/backstage-plugin-groundwork-common';
import { valueText } from '../Value';

/** What a person has written or chosen, by the names of the inputs. */
export interface PromotionDraft {
  texts: Readonly<Record<string, string>>;
  outputs: Readonly<Record<string, OutputChoice>>;
}

/** Nothing is written yet. */
export const NO_DRAFT: PromotionDraft = { texts: {}, outputs: {} };

/** What an input is before anybody has written. */
export function initialText(input: PromotionInput): string {
  if (input.secret || input.isRequired) return '';
  return valueText(input.isSet ? input.target : input.source);
}

type Json = NonNullable<PromoteRequest['inputs']>[string];

/** Text stays text where the input is text; everything else is JSON. */
function parseText(
  input: PromotionInput,
  text: string,
): { value: Json } | undefined {
  const isText =
    input.secret || typeof (input.source ?? input.target) === 'string';
  if (isText) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Whether what was written can be a value of the input. */
export function isValid(input: PromotionInput, text: string): boolean {
  return parseText(input, text) !== undefined;
}

/** Whether an input still has to be given. */
export function isMissing(
  input: PromotionInput,
  { texts, outputs }: PromotionDraft,
): boolean {
  if (!input.isRequired) return false;
  return input.output
    ? outputs[input.name] === undefined
    : (texts[input.name] ?? '') === '';
}

/** What is sent of it: only what is other than it would be anyway. Nothing while something is missing or wrong. */
export function readDraft(
  inputs: readonly PromotionInput[],
  draft: PromotionDraft,
): Pick<PromoteRequest, 'inputs' | 'layerOutputs'> | undefined {
  const values: Record<string, Json> = {};
  const layerOutputs: LayerOutputRef[] = [];
  for (const input of inputs) {
    const { name } = input;
    if (isMissing(input, draft)) return undefined;
    const chosen = draft.outputs[name];
    const text = draft.texts[name];
    if (chosen) {
      const { stackId, output, value } = chosen;
      values[name] = value;
      layerOutputs.push({ stackId, output, value });
    } else if (text !== undefined && text !== initialText(input)) {
      const parsed = parseText(input, text);
      if (!parsed) return undefined;
      values[name] = parsed.value;
    }
  }
  return { inputs: values, layerOutputs };
}
