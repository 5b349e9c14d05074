// SPDX-License-Identifier: Apache-2.0

/**
 * How Terraform's AWS provider takes in a resource.
 *
 * @public
 */
export interface ImportHint {
  /** Terraform type, for example `aws_s3_bucket`. */
  type: string;
  /** What the provider's documentation has under Import: a name, an id, or the ARN. */
  id: string;
}

interface Arn {
  whole: string;
  region: string;
  account: string;
  /** What follows the account, without the kind. */
  rest: string;
}

type Rule = [type: string, id: (arn: Arn) => string];

const rest = ({ rest: text }: Arn) => text;
const whole = ({ whole: text }: Arn) => text;
const last = ({ rest: text }: Arn) => text.split('/').at(-1) ?? text;

/** By service and kind; a kind ends with the sign that stands behind it in ARNs. */
const RULES: Record<string, Rule> = {
  'acm certificate/': ['aws_acm_certificate', whole],
  'backup backup-vault:': ['aws_backup_vault', rest],
  'cloudwatch alarm:': ['aws_cloudwatch_metric_alarm', rest],
  'dynamodb table/': ['aws_dynamodb_table', rest],
  'ec2 instance/': ['aws_instance', rest],
  'ec2 internet-gateway/': ['aws_internet_gateway', rest],
  'ec2 natgateway/': ['aws_nat_gateway', rest],
  'ec2 route-table/': ['aws_route_table', rest],
  'ec2 security-group/': ['aws_security_group', rest],
  'ec2 subnet/': ['aws_subnet', rest],
  'ec2 volume/': ['aws_ebs_volume', rest],
  'ec2 vpc/': ['aws_vpc', rest],
  'ecr repository/': ['aws_ecr_repository', rest],
  'ecs cluster/': ['aws_ecs_cluster', rest],
  'eks cluster/': ['aws_eks_cluster', rest],
  'elasticfilesystem file-system/': ['aws_efs_file_system', rest],
  'elasticloadbalancing loadbalancer/': ['aws_lb', whole],
  'elasticloadbalancing targetgroup/': ['aws_lb_target_group', whole],
  'events rule/': ['aws_cloudwatch_event_rule', rest],
  'iam policy/': ['aws_iam_policy', whole],
  'iam role/': ['aws_iam_role', last],
  'iam user/': ['aws_iam_user', last],
  'kms alias/': ['aws_kms_alias', arn => `alias/${arn.rest}`],
  'kms key/': ['aws_kms_key', rest],
  'lambda function:': ['aws_lambda_function', rest],
  'logs log-group:': [
    'aws_cloudwatch_log_group',
    arn => arn.rest.replace(/:\*$/, ''),
  ],
  'rds cluster:': ['aws_rds_cluster', rest],
  'rds db:': ['aws_db_instance', rest],
  's3 ': ['aws_s3_bucket', rest],
  'secretsmanager secret:': ['aws_secretsmanager_secret', whole],
  'sns ': ['aws_sns_topic', whole],
  'sqs ': [
    'aws_sqs_queue',
    arn => `https://sqs.${arn.region}.amazonaws.com/${arn.account}/${arn.rest}`,
  ],
  'ssm parameter/': [
    'aws_ssm_parameter',
    arn => (arn.rest.includes('/') ? `/${arn.rest}` : arn.rest),
  ],
  'states stateMachine:': ['aws_sfn_state_machine', whole],
};

/**
 * How a resource is imported into Terraform, for the common types; `undefined` for others.
 *
 * @public
 */
export function importHintOf(arn: string): ImportHint | undefined {
  const [, , service, region, account, ...parts] = arn.split(':');
  const resource = parts.join(':');
  const kind = /^[A-Za-z-]+[:/]/.exec(resource)?.[0] ?? '';
  const rule = RULES[`${service} ${kind}`] ?? RULES[`${service} `];
  if (!rule) return undefined;
  const known =
    `${service} ${kind}` in RULES ? resource.slice(kind.length) : resource;
  const [type, id] = rule;
  return { type, id: id({ whole: arn, region, account, rest: known }) };
}
