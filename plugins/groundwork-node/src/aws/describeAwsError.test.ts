// SPDX-License-Identifier: Apache-2.0
import { describeAwsError } from './describeAwsError';

function awsError(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode },
  });
}

const WHO = 'User: arn:aws:sts::111111111111:assumed-role/sweep/backstage';

describe('describeAwsError', () => {
  it.each([
    [
      'a service control policy',
      'with an explicit deny in a service control policy',
      /service control policy of the organization/,
    ],
    [
      'no service control policy',
      'because no service control policy allows the securityhub:GetFindings action',
      /service control policy of the organization/,
    ],
    [
      'a boundary',
      'because no permissions boundary allows the securityhub:GetFindings action',
      /add the action to the boundary/,
    ],
    [
      'a session policy',
      'because no session policy allows the securityhub:GetFindings action',
      /session policy/,
    ],
    [
      'an explicit deny',
      'with an explicit deny in an identity-based policy',
      /denies it explicitly/,
    ],
    [
      'no policy',
      'because no identity-based policy allows the securityhub:GetFindings action',
      /add securityhub:GetFindings to the policy/,
    ],
  ])('says what %s needs', (_, reason, hint) => {
    const message = `${WHO} is not authorized to perform: securityhub:GetFindings on resource: arn:aws:securityhub:eu-west-1:111111111111:hub/default ${reason}`;
    const described = describeAwsError(
      awsError('AccessDeniedException', message),
    );
    expect(described).toMatchObject({
      kind: 'denied',
      action: 'securityhub:GetFindings',
    });
    expect(described.hint).toMatch(hint);
    expect(described.hint).not.toContain('arn:aws');
  });

  it('does not pass an encoded reason on', () => {
    const message =
      'You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD';
    const call = { service: 'ec2', operation: 'DescribeVpcsCommand' };
    const described = describeAwsError(
      awsError('UnauthorizedOperation', message, 403),
      call,
    );
    expect(described).toMatchObject({
      kind: 'denied',
      action: 'ec2:DescribeVpcs',
    });
    expect(described.hint).toContain('decode-authorization-message');
    expect(described.hint).not.toContain('4GIOHlTkIaWHQD');
  });

  it.each([
    ['resourcegroupstaggingapi', 'GetResources', 'tag:GetResources'],
    ['resource-groups-tagging-api', 'GetResourcesCommand', 'tag:GetResources'],
    ['config-service', 'DescribeConfigRules', 'config:DescribeConfigRules'],
    ['s3control', 'ListAccessPoints', 's3:ListAccessPoints'],
    ['s3', 'ListBuckets', 's3:ListAllMyBuckets'],
    ['Cost Explorer', 'GetCostAndUsage', 'ce:GetCostAndUsage'],
    ['guardduty', 'ListDetectors', 'guardduty:ListDetectors'],
  ])('names the action of %s %s', (service, operation, action) => {
    const error = awsError('AccessDeniedException', 'no', 403);
    expect(describeAwsError(error, { service, operation }).action).toBe(action);
  });

  it.each([
    [
      'InvalidAccessException',
      'Account 111111111111 is not subscribed to AWS Security Hub',
      401,
      'not-enabled',
    ],
    ['AccessDeniedException', 'Macie is not enabled.', 403, 'not-enabled'],
    ['ThrottlingException', 'Rate exceeded', 400, 'throttled'],
    ['TooManyRequestsException', 'Too many', 429, 'throttled'],
    ['InternalServerException', 'Oops', 500, 'unreachable'],
    [
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      403,
      'denied',
    ],
    ['ExpiredTokenException', 'expired', 403, 'denied'],
    ['ValidationException', 'bad input', 400, 'other'],
  ])('%s, "%s" with %s is %s', (name, message, status, kind) => {
    expect(describeAwsError(awsError(name, message, status)).kind).toBe(kind);
  });

  it('reads errors of the network, through their causes', () => {
    const refused = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
    });
    const failed = new TypeError('fetch failed', { cause: refused });
    expect(describeAwsError(failed)).toMatchObject({
      code: 'ECONNREFUSED',
      kind: 'unreachable',
    });
  });

  it('describes whatever is thrown, without ARNs and account ids', () => {
    expect(describeAwsError('no')).toMatchObject({
      code: 'Error',
      kind: 'other',
    });
    expect(describeAwsError(undefined).kind).toBe('other');
    const message =
      'bad arn:aws:kms:eu-west-1:111111111111:key/1 of 222222222222';
    expect(describeAwsError(new Error(message)).hint).toBe(
      'the call failed with Error: bad <arn> of <account>',
    );
  });
});
