// SPDX-License-Identifier: Apache-2.0
import type {
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { type AwsErrorFacts, readAwsError } from './awsErrorFacts';
import { type AwsCall, iamActionOf } from './iamActions';

/**
 * What stands behind an error of AWS: no permission, a service that is not enabled there, too many calls, no answer, or
 * something else.
 *
 * @public
 */
export type AwsErrorKind =
  | 'denied'
  | 'not-enabled'
  | 'throttled'
  | 'unreachable'
  | 'other';

/**
 * An error of AWS as a person needs it.
 *
 * @public
 */
export interface AwsErrorDescription {
  /** AWS's error code, or that of the network. */
  code: string;
  /** The IAM action that was called, such as `securityhub:GetFindings`, as far as AWS or the caller says it. */
  action?: string;
  /** What happened and what to do. */
  hint: string;
  kind: AwsErrorKind;
}

const DENIED =
  /AccessDenied|AccessDeniedException|Unauthorized|NotAuthorized|AuthorizationError|^Forbidden$|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|TokenRefreshRequired|AuthFailure|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId|CredentialsProviderError|MissingCredentialsError/;

const CREDENTIALS =
  /UnrecognizedClient|InvalidClientTokenId|ExpiredToken|TokenRefreshRequired|AuthFailure|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId|CredentialsProviderError/;

const NOT_ENABLED_CODE =
  /^(OptInRequired|SubscriptionRequiredException|AWSOrganizationsNotInUseException|NoAvailableConfigurationRecorderException|InvalidAccessException)$/;

const NOT_ENABLED_MESSAGE =
  /\bis not (?:enabled|subscribed)\b|\bnot subscribed to\b|\b(?:has|have) not been enabled\b|\bneeds a subscription\b|\bnot opted in\b/i;

const THROTTLED =
  /Throttl|TooManyRequests|RequestLimitExceeded|^SlowDown$|PriorRequestNotComplete|ProvisionedThroughputExceeded|BandwidthLimitExceeded|RequestThrottled/;

const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|TimeoutError|NetworkingError|RequestTimeout|RequestTimeoutException|ServiceUnavailable|ServiceUnavailableException|InternalError|InternalFailure|InternalServerError|InternalServerException|InternalException)$/;

/** The kind of policy that refused, in the words of AWS's message, and what to do about it. */
const REFUSED_BY: readonly [RegExp, string][] = [
  [
    /service control polic/i,
    'A service control policy of the organization refuses it; change the policy or move the account, a policy of the role alone does not help',
  ],
  [
    /resource control polic/i,
    'A resource control policy of the organization refuses it; change that policy',
  ],
  [
    /permissions? boundar/i,
    'The permissions boundary of the role does not allow it; add the action to the boundary, too',
  ],
  [
    /session polic/i,
    'The session policy does not allow it; add the action to it',
  ],
  [
    /vpc endpoint polic/i,
    'The policy of the VPC endpoint does not allow it; add the action to it',
  ],
  [
    /explicit deny/i,
    'A policy denies it explicitly; take that statement away or except the role from it',
  ],
  [
    /resource-based polic|key policy|bucket policy/i,
    'The policy of the resource does not allow it; add the role to it',
  ],
];

/**
 * Reads any error that a call of the SDK has thrown.
 *
 * @param call - what was called, for errors in which AWS does not say it
 * @public
 */
export function describeAwsError(
  error: unknown,
  call: Partial<AwsCall> = {},
): AwsErrorDescription {
  const facts = readAwsError(error);
  const kind = kindOf(facts);
  const action = facts.deniedAction ?? iamActionOf(call);
  return {
    code: facts.code,
    ...(action ? { action } : {}),
    hint: hintOf(kind, facts, action),
    kind,
  };
}

/**
 * The error of a call in an account and Region as a {@link @groundwork/backstage-plugin-groundwork-common#Problem}.
 *
 * @public
 */
export function toProblem(
  error: unknown,
  target: SweepTarget,
  call: Partial<AwsCall> = {},
): Problem {
  const { kind: _, ...described } = describeAwsError(error, call);
  const { accountId, region } = target;
  return { accountId, region, ...described };
}

function kindOf(facts: AwsErrorFacts): AwsErrorKind {
  const { code, message, status } = facts;
  if (facts.isThrottling || THROTTLED.test(code) || status === 429) {
    return 'throttled';
  }
  if (NOT_ENABLED_CODE.test(code)) return 'not-enabled';
  if (!facts.deniedAction && NOT_ENABLED_MESSAGE.test(message)) {
    return 'not-enabled';
  }
  if (facts.deniedAction || DENIED.test(code)) return 'denied';
  if (UNREACHABLE.test(code) || (status !== undefined && status >= 500)) {
    return 'unreachable';
  }
  return status === 401 || status === 403 ? 'denied' : 'other';
}

function hintOf(
  kind: AwsErrorKind,
  facts: AwsErrorFacts,
  action: string | undefined,
): string {
  const what = action ?? 'the call';
  switch (kind) {
    case 'denied':
      return deniedHint(facts, action);
    case 'not-enabled':
      return `AWS answers that the service is not enabled here (${facts.code}); enable it in this account and Region, or leave it out of the configuration`;
    case 'throttled':
      return `AWS takes no more calls of ${what} at the moment; it is asked again by itself, more rarely`;
    case 'unreachable':
      return `AWS gave no answer to ${what} (${facts.code}); check network, proxy and endpoint if it lasts. It is asked again by itself`;
    default:
      return `${what} failed with ${facts.code}: ${facts.publicMessage}`;
  }
}

function deniedHint(facts: AwsErrorFacts, action: string | undefined): string {
  if (facts.code === 'MissingCredentialsError') return facts.message;
  if (CREDENTIALS.test(facts.code)) {
    return `AWS does not accept the credentials of the account (${facts.code}); check aws.accounts, the clock, and that the Region is enabled`;
  }
  const what = action ? `The sweep role may not call ${action}` : 'AWS refused';
  if (facts.isEncoded) {
    return `${what}. Its reason is encoded: \`aws sts decode-authorization-message\` shows it to those who may`;
  }
  const because = REFUSED_BY.find(([words]) => words.test(facts.message))?.[1];
  if (because) return `${what}. ${because}`;
  if (action === 'sts:AssumeRole') {
    return 'The sweep role of the account cannot be assumed; check that it exists, that it trusts the account of this backend, and the external id';
  }
  return `${what}; add ${action ?? 'the action'} to the policy of that role`;
}
