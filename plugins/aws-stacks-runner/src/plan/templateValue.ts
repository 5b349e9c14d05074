// SPDX-License-Identifier: Apache-2.0

const LONGEST_TEXT = 500;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function render(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return JSON.stringify(value);
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Sub': text,
    'Fn::Join': join,
  } = value;
  if (typeof ref === 'string') return `\${${ref}}`;
  if (Array.isArray(attribute)) return `\${${attribute.join('.')}}`;
  if (typeof text === 'string') return text;
  if (Array.isArray(join) && Array.isArray(join[1])) {
    return join[1].map(render).join(String(join[0]));
  }
  return JSON.stringify(value);
}

/** A value of a template as a person would write it: `${Key.Arn}` for what is only known later. */
export function renderValue(value: unknown): string {
  return render(value).slice(0, LONGEST_TEXT);
}
