// SPDX-License-Identifier: Apache-2.0

/** One Terraform state or CloudFormation stack. */
export type Origin = StateOrigin | StackOrigin;

/** `s3://<bucket>/<key>`. */
export interface StateOrigin {
  kind: 'state';
  bucket: string;
  key: string;
}

/** The ARN of a CloudFormation stack. */
export interface StackOrigin {
  kind: 'stack';
  accountId: string;
  region: string;
  arn: string;
}

const STATE = /^s3:\/\/([^/]+)\/(.+\.tfstate)$/;
const STACK = /^arn:aws[a-z-]*:cloudformation:([a-z0-9-]+):(\d{12}):stack\/.+$/;

/** What an origin names; `undefined` when it is none. */
export function parseOrigin(text: string): Origin | undefined {
  const state = STATE.exec(text);
  if (state) return { kind: 'state', bucket: state[1], key: state[2] };
  const stack = STACK.exec(text);
  if (!stack) return undefined;
  return { kind: 'stack', region: stack[1], accountId: stack[2], arn: text };
}
