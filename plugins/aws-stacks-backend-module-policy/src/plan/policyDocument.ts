// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@backstage/types';
import type { ResourceView } from './ResourceView';

/** Statements of a policy, and whether all that matters of them is shown. */
export type PolicyDocument =
  | { kind: 'statements'; statements: JsonObject[] }
  /** It is only known after apply, masked, or no policy that can be read. */
  | { kind: 'unreadable'; because: string }
  | { kind: 'none' };

/** Reads the policy at a path: JSON text as Terraform has it, or a document as CloudFormation has it. */
export function readPolicy(view: ResourceView, path: string): PolicyDocument {
  const known = view.get(path);
  if (known.kind === 'masked') return unreadable('it is masked');
  if (known.kind === 'unknown')
    return unreadable('it is only known after apply');
  if (known.kind === 'value' && typeof known.value === 'string') {
    return readText(known.value);
  }
  if (view.change.attributes.some(each => isMaskedBelow(each, path))) {
    return unreadable('a part of it is masked');
  }
  const tree = view.tree(path);
  return tree === undefined ? { kind: 'none' } : readDocument(tree);
}

/** A value that may be one or a list of them. */
export function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(because: string): PolicyDocument {
  return { kind: 'unreadable', because };
}

function isMaskedBelow(
  attribute: { path: string; sensitive: boolean },
  path: string,
): boolean {
  return attribute.sensitive && attribute.path.startsWith(`${path}.`);
}

function readText(text: string): PolicyDocument {
  if (text.trim() === '') return { kind: 'none' };
  try {
    const parsed: JsonValue = JSON.parse(text);
    return readDocument(parsed);
  } catch {
    return unreadable('it is not JSON');
  }
}

function readDocument(document: JsonValue): PolicyDocument {
  if (!isObject(document)) return unreadable('it is not an object');
  const statements = listOf(document.Statement).filter(isObject);
  return { kind: 'statements', statements };
}
