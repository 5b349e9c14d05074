// SPDX-License-Identifier: Apache-2.0
import type {
  AttributeChange,
  DriftFinding,
  Engine,
} from '@groundwork/backstage-plugin-groundwork-common';

const INDENT = '  ';
const isIndex = (part: string) => /^\d+$/.test(part);
const isName = (part: string) => /^[A-Za-z_][A-Za-z0-9_-]*$/.test(part);

/** A value as HCL reads it: JSON, but for `${` in texts. */
function hcl(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/([$%])\{/g, '$1$1{');
}

/** `rule.0.apply.0.algorithm` → blocks in blocks with one attribute; `tags.Name` → a map with one key. */
function hclAttribute(path: string, value: string): string {
  const parts = path.split('.');
  const lines: string[] = [];
  const ends: string[] = [];
  let depth = 0;
  for (let at = 0; at < parts.length - 1; at += 1) {
    const part = parts[at];
    if (isIndex(part)) continue;
    const isBlock = isIndex(parts[at + 1]);
    const name = isName(part) ? part : JSON.stringify(part);
    lines.push(`${INDENT.repeat(depth)}${name} ${isBlock ? '{' : '= {'}`);
    ends.unshift(`${INDENT.repeat(depth)}}`);
    depth += 1;
  }
  const last = parts[parts.length - 1];
  const name = isName(last) ? last : JSON.stringify(last);
  lines.push(`${INDENT.repeat(depth)}${name} = ${value}`);
  return [...lines, ...ends].join('\n');
}

function terraformText(
  { change, setBy }: DriftFinding,
  attribute: AttributeChange,
): string {
  const input = setBy?.[attribute.path];
  if (attribute.before === undefined) {
    return input
      ? `# terraform/terraform.tfvars.json: remove "${input}", or set it to null`
      : `# ${change.address}: remove ${attribute.path}`;
  }
  if (input) {
    return [
      '# terraform/terraform.tfvars.json',
      `"${input}": ${JSON.stringify(attribute.before)}`,
    ].join('\n');
  }
  return [
    `# ${change.address}`,
    hclAttribute(attribute.path, hcl(attribute.before)),
  ].join('\n');
}

/** The path of a property is the one that addPropertyOverride takes. */
function cdkText(
  { change }: DriftFinding,
  { before, path }: AttributeChange,
): string {
  const property = JSON.stringify(path);
  const call =
    before === undefined
      ? `addPropertyDeletionOverride(${property})`
      : `addPropertyOverride(${property}, ${JSON.stringify(before)})`;
  return `// ${change.address} (${change.type})\nresource.${call};`;
}

function goneText({ change }: DriftFinding, engine: Engine): string {
  const mark = engine === 'cdk' ? '//' : '#';
  return `${mark} ${change.address} is not in the account any more: remove it from the source`;
}

/**
 * What to write into the source so that it says what stands in the account, one text for each attribute. A sensitive
 * value is not known here, so there is nothing to copy for it; nor is there for what the source no longer has.
 */
export function whatToWrite(finding: DriftFinding, engine: Engine): string[] {
  const { action, attributes } = finding.change;
  if (action === 'create') return [goneText(finding, engine)];
  if (action === 'delete' || action === 'forget') return [];
  return attributes
    .filter(({ sensitive }) => !sensitive)
    .map(attribute =>
      engine === 'cdk'
        ? cdkText(finding, attribute)
        : terraformText(finding, attribute),
    );
}
