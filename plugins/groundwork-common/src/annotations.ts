// SPDX-License-Identifier: Apache-2.0

/**
 * The ULID of the stack an entity stands for. Set by the catalog provider alone.
 *
 * @public
 */
export const ANNOTATION_STACK_ID = 'groundwork.dev/stack-id';

/**
 * The layer an entity's stack was made from, for example `kms`.
 *
 * @public
 */
export const ANNOTATION_LAYER = 'groundwork.dev/layer';

/**
 * `accountId/region` of an entity's stack.
 *
 * @public
 */
export const ANNOTATION_TARGET = 'groundwork.dev/target';

/**
 * The engine an entity's stack is applied with: `terraform` or `cdk`.
 *
 * @public
 */
export const ANNOTATION_ENGINE = 'groundwork.dev/engine';

/**
 * How an entity's stack stands against its source: `in-sync`, `drifted` or `unknown`.
 *
 * @public
 */
export const ANNOTATION_DRIFT = 'groundwork.dev/drift';

/**
 * The ARNs of the resources an entity stands for, separated by commas.
 *
 * @public
 */
export const ANNOTATION_ARN = 'aws.amazon.com/arn';

/**
 * Tags by which resources belong to an entity: `key=value,key2=value2`. All pairs must be on the resource.
 *
 * @public
 */
export const ANNOTATION_AWS_TAGS = 'groundwork.dev/aws-tags';

/**
 * Annotations of other plugins that are read as {@link ANNOTATION_AWS_TAGS}.
 *
 * @public
 */
export const ANNOTATION_AWS_TAGS_ALIASES = [
  'aws.amazon.com/aws-securityhub-findings-tags',
  'aws.amazon.com/cost-insights-tags',
] as const;

/**
 * Whole accounts or Regions that belong to an entity: `111111111111,222222222222/eu-west-1`.
 *
 * @public
 */
export const ANNOTATION_AWS_ACCOUNTS = 'groundwork.dev/aws-accounts';

/**
 * Whether an entity has something to show of AWS, so that tabs know when to show: `true`, or `false`. Absent while it is
 * not known, and on kinds that never have. Set by the catalog module alone; a tab shows unless it is `false`.
 *
 * @public
 */
export const ANNOTATION_HAS_AWS_RESOURCES = 'groundwork.dev/has-aws-resources';
