// SPDX-License-Identifier: Apache-2.0
import type { Rule } from './Rule';

/** Each file can be parsed and the CDK app synthesizes without an objection of cdk-nag. */
export const isReadable: Rule = {
  id: 'isReadable',
  check: layer =>
    layer.unreadable.map(({ file, error }) => ({ file, message: error })),
};
