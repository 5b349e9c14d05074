// SPDX-License-Identifier: Apache-2.0

/** What a size is of `large`. Within a family of EC2 on-demand prices go by it exactly. */
const PARTS_OF_LARGE: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
  '2xlarge': 4,
  '4xlarge': 8,
  '8xlarge': 16,
  '12xlarge': 24,
  '16xlarge': 32,
  '24xlarge': 48,
};

/** An instance type as its family's `large` and how many of those it is: `m5.xlarge` is 2 × `m5.large`. */
export function toLarge(
  instanceType: string,
): { large: string; parts: number } | undefined {
  const [family, size] = instanceType.split('.');
  const parts = PARTS_OF_LARGE[size];
  return parts === undefined ? undefined : { large: `${family}.large`, parts };
}
