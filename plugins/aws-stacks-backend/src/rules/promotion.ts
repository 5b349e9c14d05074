// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import type { BundleFile } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  Engine,
  LayerOutputRef,
  NextPromotion,
  PromotionCode,
  PromotionInput,
} from '@groundwork/backstage-plugin-groundwork-common';
import { INPUT_FILES, type SourceInputs, codeOf, isCode } from './sourceFiles';

type InputValue = SourceInputs[string];

/** One end of a promotion: what is brought, or what stands where it is brought. */
export interface PromotionEnd {
  files: readonly BundleFile[];
  inputs: SourceInputs;
  layerOutputs: readonly LayerOutputRef[];
}

/** Both ends, and what of them must not be shown. */
export interface PromotionEnds {
  from: PromotionEnd;
  /** Absent when nothing stands there. */
  to?: PromotionEnd;
  isSecret: (name: string, value: JsonValue) => boolean;
}

/** An input at both ends, with the output that it is at the first. */
export type ComparedInput = Omit<PromotionInput, 'output'> & {
  ref?: LayerOutputRef;
};

/** The code of a stack, and all that has succeeded in it. */
export interface CodeHistory {
  code?: string;
  past: ReadonlySet<string>;
}

/** How another stack's code stands to that of the stack that is looked at. */
export function compareCode(
  here: CodeHistory,
  there: CodeHistory,
): PromotionCode {
  if (here.code === undefined || there.code === undefined) return 'unknown';
  if (here.code === there.code) return 'same';
  if (here.past.has(there.code)) return 'older';
  return there.past.has(here.code) ? 'newer' : 'different';
}

/** The inputs that the code asks for, at both ends. */
export function compareInputs(ends: PromotionEnds): ComparedInput[] {
  const { from, to, isSecret } = ends;
  return Object.entries(from.inputs).map(([name, value]) => {
    const there = to?.inputs[name];
    const isSet = there !== undefined;
    const secret =
      isSecret(name, value) || (isSet && isSecret(name, there ?? null));
    const ref = from.layerOutputs.find(output => output.value === value);
    return {
      name,
      secret,
      ...(!secret && { source: value, ...(isSet && { target: there }) }),
      isSet,
      differs: !isSet || !isDeepStrictEqual(value, there),
      isRequired: !isSet && (secret || ref !== undefined),
      ...(ref && { ref }),
    };
  });
}

/** The inputs of the promoted source: what is asked for, else what is there, else what is here. */
export function mergeInputs(
  ends: PromotionEnds,
  asked: SourceInputs,
): SourceInputs {
  const { from, to } = ends;
  const unknown = Object.keys(asked).find(
    name => !Object.hasOwn(from.inputs, name),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `inputs.${unknown}: the code has no such input; it has ${
        Object.keys(from.inputs).join(', ') || 'none'
      }`,
    );
  }
  const missing = compareInputs(ends)
    .filter(({ name, isRequired }) => isRequired && asked[name] === undefined)
    .map(({ name }) => name);
  if (missing.length > 0) {
    throw new InputError(
      `inputs: give ${missing.join(
        ', ',
      )}; a secret, or an output of another stack, is not taken from one environment into the next`,
    );
  }
  return Object.fromEntries(
    Object.entries(from.inputs).map(([name, value]) => [
      name,
      firstKnown(asked[name], to?.inputs[name], value),
    ]),
  );
}

/** `null` is a value: a variable that may be null, and is. */
function firstKnown(
  asked: InputValue | undefined,
  there: InputValue | undefined,
  here: InputValue,
): InputValue {
  if (asked !== undefined) return asked;
  return there === undefined ? here : there;
}

/** The outputs of other stacks among the inputs: those that are asked for, and those there that are kept. */
export function mergeLayerOutputs(
  to: PromotionEnd | undefined,
  asked: readonly LayerOutputRef[],
  inputs: SourceInputs,
): LayerOutputRef[] {
  const values = new Set<JsonValue>(Object.values(inputs));
  const isAsked = (kept: LayerOutputRef) =>
    asked.some(
      ({ stackId, output }) =>
        stackId === kept.stackId && output === kept.output,
    );
  const kept = (to?.layerOutputs ?? []).filter(
    ref => values.has(ref.value) && !isAsked(ref),
  );
  return [...asked, ...kept];
}

/** The code of the one end with the inputs of the promotion, and what is written about the place of the other. */
export function composeSource(
  { from, to }: Pick<PromotionEnds, 'from' | 'to'>,
  engine: Engine,
  inputs: SourceInputs,
): BundleFile[] {
  const inputPaths = Object.values(INPUT_FILES);
  const aboutPlace = (to?.files ?? []).filter(
    ({ path }) => !isCode(path) && !inputPaths.includes(path),
  );
  const path = INPUT_FILES[engine];
  const content = Buffer.from(`${JSON.stringify(inputs, undefined, 2)}\n`);
  const hasInputs = from.files.some(file => file.path === path);
  return [
    ...codeOf(from.files),
    ...(hasInputs ? [{ path, content }] : []),
    ...aboutPlace,
  ];
}

/** The files of the code that differ, in the order of their paths. */
export function changedFiles({
  from,
  to,
}: Pick<PromotionEnds, 'from' | 'to'>): NextPromotion['files'] {
  return diffFiles(codeOf(to?.files ?? []), codeOf(from.files));
}

/** What makes these files of those. */
export function diffFiles(
  before: readonly BundleFile[],
  after: readonly BundleFile[],
): NextPromotion['files'] {
  const old = new Map(before.map(({ path, content }) => [path, content]));
  const young = new Map(after.map(({ path, content }) => [path, content]));
  const paths = [...new Set([...old.keys(), ...young.keys()])].sort();
  return paths.flatMap((path): NextPromotion['files'] => {
    const [was, is] = [old.get(path), young.get(path)];
    if (!was) return [{ path, change: 'added' }];
    if (!is) return [{ path, change: 'removed' }];
    return was.equals(is) ? [] : [{ path, change: 'changed' }];
  });
}
