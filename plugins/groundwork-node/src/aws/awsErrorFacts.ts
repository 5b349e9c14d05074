// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** What can be read off a thrown thing. */
export interface AwsErrorFacts {
  code: string;
  message: string;
  /** The message without ARNs and account ids, short. */
  publicMessage: string;
  /** HTTP status of AWS's answer; absent when there was none. */
  status?: number;
  isThrottling: boolean;
  /** The action in AWS's own words, when it says that somebody may not perform it. */
  deniedAction?: string;
  /** AWS gave its reason as an encoded authorization message. */
  isEncoded: boolean;
}

const NOT_AUTHORIZED =
  /not authorized to perform:?\s+['"`]?([a-z0-9-]+:[A-Za-z0-9]+)/i;
const ENCODED = /encoded authorization failure message/i;
/** The SDK wraps what it does not take for an error; then the code of the network is in the message alone. */
const WRAPPED_CODE =
  /^AWS SDK error wrapper .*\b(E[A-Z]{4,}|EAI_AGAIN|TimeoutError)\b/;
const ARN = /arn:aws[\w-]*:[^\s'",;)]+/g;
const ACCOUNT_ID = /\b\d{12}\b/g;
const LONGEST_MESSAGE = 300;

/** How deep causes are followed. */
const DEEPEST_CAUSE = 5;

const errorSchema = z.object({
  name: z.string().optional().catch(undefined),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  Code: z.string().optional().catch(undefined),
  $metadata: z
    .object({ httpStatusCode: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  $retryable: z
    .object({ throttling: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  cause: z.unknown().optional(),
});

/** Reads errors of the SDK, of Node's network and everything else; never throws. */
export function readAwsError(error: unknown): AwsErrorFacts {
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) {
    const message = String(error);
    return {
      code: 'Error',
      message,
      publicMessage: publicOf(message),
      isThrottling: false,
      isEncoded: false,
    };
  }
  const { message, $metadata, $retryable } = parsed.data;
  return {
    code: codeOf(parsed.data, DEEPEST_CAUSE),
    message,
    publicMessage: publicOf(message),
    status: $metadata?.httpStatusCode,
    isThrottling: $retryable?.throttling === true,
    deniedAction: NOT_AUTHORIZED.exec(message)?.[1],
    isEncoded: ENCODED.test(message),
  };
}

/** The SDK's name for an error is AWS's code; errors of the network have their code beside a name that says nothing. */
function codeOf(
  { name, code, Code, cause, message }: z.infer<typeof errorSchema>,
  deeper: number,
): string {
  const own = name && !['Error', 'AggregateError', 'TypeError'].includes(name);
  if (own) return name;
  const given = code ?? Code ?? WRAPPED_CODE.exec(message)?.[1];
  if (given) return given;
  const inner = errorSchema.safeParse(cause);
  if (inner.success && deeper > 0) return codeOf(inner.data, deeper - 1);
  return name ?? 'Error';
}

/** ARNs and account ids are for those who may see them. */
function publicOf(message: string): string {
  const bare = message.replace(ARN, '<arn>').replace(ACCOUNT_ID, '<account>');
  return bare.length > LONGEST_MESSAGE
    ? `${bare.slice(0, LONGEST_MESSAGE)}…`
    : bare;
}
