// SPDX-License-Identifier: Apache-2.0

/** The emulator reads from a signature whose key it is, and believes the rest. */
const signedBy = (keyId: string, service: string) =>
  `AWS4-HMAC-SHA256 Credential=${keyId}/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

async function answerOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`The emulator answered ${response.status}: ${text}`);
}

/** Changes a parameter in an emulated account as somebody would who does not know the engine. */
export async function putParameter(
  endpoint: string,
  accountId: string,
  parameter: { Name: string; Value: string; Description: string },
): Promise<void> {
  const session = await answerOf(
    await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: signedBy('test', 'sts') },
      body: new URLSearchParams({
        Action: 'AssumeRole',
        Version: '2011-06-15',
        RoleArn: `arn:aws:iam::${accountId}:role/groundwork-apply`,
        RoleSessionName: 'somebody',
      }),
    }),
  );
  const [, keyId] = session.match(/<AccessKeyId>([^<]*)</) ?? [];
  await answerOf(
    await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: signedBy(keyId, 'ssm'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonSSM.PutParameter',
      },
      body: JSON.stringify({
        ...parameter,
        Type: 'SecureString',
        Overwrite: true,
      }),
    }),
  );
}
