// SPDX-License-Identifier: Apache-2.0
import type {
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

/** Codes by which AWS says that somebody may not. */
const DENIED =
  /AccessDenied|UnauthorizedOperation|NotAuthorized|InvalidClientToken|ExpiredToken|AuthFailure|UnrecognizedClient|InvalidSignature/;

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

const namedSchema = z.object({ name: z.string() });
const answeredSchema = z.object({
  $metadata: z.object({ httpStatusCode: z.number() }),
});
const messageSchema = z.object({ message: z.string() });
const ASSUME = /sts:AssumeRole/;

/** Whether AWS has answered that the caller may not. */
export function isDenied(code: string): boolean {
  return DENIED.test(code);
}

/** Whether AWS has answered at all. */
export function hasAnswered(error: unknown): boolean {
  return answeredSchema.safeParse(error).success;
}

/** What went wrong as the wire has it. `action` is the IAM action that the call needs. */
export function toProblem(
  error: unknown,
  { accountId, region }: SweepTarget,
  action: string,
): Problem {
  const place = `${accountId}/${region}`;
  const code = namedSchema.safeParse(error).data?.name ?? 'Error';
  const problem = { accountId, region, code };
  if (isDenied(code)) {
    const { message } = messageSchema.catch({ message: '' }).parse(error);
    const missing = ASSUME.test(message) ? 'sts:AssumeRole' : action;
    const hint = `${missing} is denied in ${place}; attach the policy of the aws-estate README to the role that sweeps it`;
    return { ...problem, action: missing, hint };
  }
  if (THROTTLED.test(code)) {
    const hint = `AWS throttles ${action} in ${place}; it is tried again by itself`;
    return { ...problem, hint };
  }
  return {
    ...problem,
    hint: hasAnswered(error)
      ? `${action} failed in ${place} with ${code}; it is tried again by itself`
      : `AWS could not be reached for ${place} (${code}); check network, credentials and the accounts of aws.accounts`,
  };
}
