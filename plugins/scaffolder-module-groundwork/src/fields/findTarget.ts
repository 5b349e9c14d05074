// SPDX-License-Identifier: Apache-2.0
import {
  type Target,
  targetSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const formDataSchema = z.record(z.string(), z.unknown());

/** The target that is chosen in the form, under the name the template gives it. */
export function findTarget(
  formData: unknown,
  field: string = 'target',
): Target | undefined {
  const values = formDataSchema.safeParse(formData).data ?? {};
  return targetSchema.safeParse(values[field]).data;
}
