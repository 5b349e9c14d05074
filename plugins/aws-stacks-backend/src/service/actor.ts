// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { z } from 'zod';

const userSchema = z.object({
  type: z.literal('user'),
  userEntityRef: z.string(),
});
const serviceSchema = z.object({
  type: z.literal('service'),
  subject: z.string(),
});

/** The user a request comes from; `undefined` when another backend makes it for itself. */
export function userOf(credentials: BackstageCredentials): string | undefined {
  return userSchema.safeParse(credentials.principal).data?.userEntityRef;
}

/** Who is recorded for a request. */
export function actorOf(credentials: BackstageCredentials): string {
  const subject = serviceSchema.safeParse(credentials.principal).data?.subject;
  return userOf(credentials) ?? (subject ? `service:${subject}` : 'unknown');
}
