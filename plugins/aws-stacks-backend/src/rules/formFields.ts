// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import type {
  LayerOutputRef,
  StackForm,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const fieldSchema = z.looseObject({
  'ui:field': z.string().optional(),
  'ui:widget': z.string().optional(),
  'ui:options': z.looseObject({ output: z.string().optional() }).optional(),
  default: z.json().optional(),
});

const pageSchema = z.looseObject({
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), fieldSchema).default({}),
});

const parametersSchema = z.union([z.array(pageSchema), pageSchema]);

/** A field of a template's form. */
export type FormField = z.infer<typeof fieldSchema>;

/** The fields of all pages of a template's form, by their names. */
export function formFields(parameters: unknown): Map<string, FormField> {
  const pages = formPages(parameters);
  return new Map(pages.flatMap(page => Object.entries(page.properties)));
}

/** The fields that have to be filled in. */
export function requiredFields(parameters: unknown): string[] {
  return formPages(parameters).flatMap(({ required }) => required);
}

/** What a form holds before anybody has changed it, and what it is filled in with. */
export function formValues(
  fields: ReadonlyMap<string, FormField>,
  formData: StackForm['formData'],
): StackForm['formData'] {
  const defaults = [...fields].flatMap(([name, field]) =>
    field.default === undefined ? [] : [[name, field.default] as const],
  );
  return { ...Object.fromEntries(defaults), ...formData };
}

function formPages(parameters: unknown) {
  const parsed = parametersSchema.safeParse(parameters ?? []);
  return parsed.success ? [parsed.data].flat() : [];
}

/** What a form is filled in with. */
export interface FormInputs {
  fields: ReadonlyMap<string, FormField>;
  /** The inputs of the layer, as its source has them. */
  inputs: StackForm['formData'];
  layerOutputs: readonly LayerOutputRef[];
  /** Whether an input must not be shown. */
  isSecret: (name: string, value: JsonValue) => boolean;
}

const SECRET_WIDGETS = ['password', 'Secret'];

const isSecretField = (field: FormField) =>
  SECRET_WIDGETS.includes(field['ui:field'] ?? '') ||
  SECRET_WIDGETS.includes(field['ui:widget'] ?? '');

/** `rotationPeriodInDays` of a CDK layer is the field `rotation_period_in_days`. */
const plain = (name: string) => name.replaceAll('_', '').toLowerCase();

/** Fills in a layer's form with the inputs of a source. */
export function fillForm(
  options: FormInputs,
): Pick<StackForm, 'formData' | 'secret' | 'unknown'> {
  const { fields, inputs, isSecret } = options;
  const names = new Map([...fields.keys()].map(name => [plain(name), name]));
  const secret = [...fields]
    .filter(([, field]) => isSecretField(field))
    .map(([name]) => name);
  const unknown: string[] = [];
  const formData: StackForm['formData'] = {};
  const take = takeOutputs(options.layerOutputs);
  for (const [input, value] of Object.entries(inputs)) {
    const name = names.get(plain(input));
    const field = name && fields.get(name);
    if (!name || !field) {
      unknown.push(input);
    } else if (secret.includes(name)) {
      // It is named already.
    } else if (isSecret(input, value)) {
      secret.push(name);
    } else if (field['ui:field'] !== 'LayerOutput') {
      formData[name] = value;
    } else {
      const ref = take(value, field['ui:options']?.output);
      if (ref) formData[name] = { ...ref };
    }
  }
  return { formData, secret, unknown };
}

/** An input that was chosen from another stack's outputs is shown as the choice that it was. */
function takeOutputs(refs: readonly LayerOutputRef[]) {
  const left = [...refs];
  return (value: JsonValue, output: string | undefined) => {
    const fits = (ref: LayerOutputRef) =>
      ref.value === value && (output === undefined || ref.output === output);
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
}
