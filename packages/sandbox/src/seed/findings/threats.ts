// SPDX-License-Identifier: Apache-2.0
import { FindingSeverity } from './types';

/** What GuardDuty saw, in ASFF's `Action`. */
export type ThreatAction =
  | 'AWS_API_CALL'
  | 'DNS_REQUEST'
  | 'NETWORK_CONNECTION';

/** A GuardDuty finding type. */
export interface Threat {
  /** The ASFF type Security Hub gives it. */
  asffType: string;
  title: string;
  /** GuardDuty's own number, 1.0 to 10.0. */
  score: number;
  severity: FindingSeverity;
  action: ThreatAction;
  /** The API called or the domain asked for. */
  detail: string;
}

function threat(
  asffType: string,
  title: string,
  score: number,
  action: ThreatAction,
  detail: string,
): Threat {
  return { asffType, title, score, severity: labelOf(score), action, detail };
}

function labelOf(score: number): FindingSeverity {
  if (score >= 9) return 'CRITICAL';
  if (score >= 7) return 'HIGH';
  return score >= 4 ? 'MEDIUM' : 'LOW';
}

/** GuardDuty finding type → threat. */
export const THREATS: Record<string, Threat> = {
  'UnauthorizedAccess:EC2/SSHBruteForce': threat(
    'TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce',
    'An instance is being subjected to SSH brute force attacks.',
    2,
    'NETWORK_CONNECTION',
    '22',
  ),
  'CryptoCurrency:EC2/BitcoinTool.B!DNS': threat(
    'TTPs/Command and Control/CryptoCurrency:EC2-BitcoinTool.B!DNS',
    'A Bitcoin-related domain name was queried by an instance.',
    8,
    'DNS_REQUEST',
    'pool.minexmr.example',
  ),
  'Backdoor:EC2/C&CActivity.B!DNS': threat(
    'TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS',
    'A command and control server domain name was queried by an instance.',
    8,
    'DNS_REQUEST',
    'guarddutyc2activityb.example',
  ),
  'Exfiltration:S3/AnomalousBehavior': threat(
    'TTPs/Exfiltration:S3-AnomalousBehavior',
    'An IAM entity invoked an S3 API in a suspicious way.',
    8,
    'AWS_API_CALL',
    's3.amazonaws.com/GetObject',
  ),
  'Discovery:S3/MaliciousIPCaller': threat(
    'TTPs/Discovery:S3-MaliciousIPCaller',
    'An S3 API was invoked from a known malicious IP address.',
    8,
    'AWS_API_CALL',
    's3.amazonaws.com/ListObjects',
  ),
  'Policy:S3/BucketBlockPublicAccessDisabled': threat(
    'TTPs/Policy:S3-BucketBlockPublicAccessDisabled',
    'S3 Block Public Access was disabled for a bucket.',
    2,
    'AWS_API_CALL',
    's3.amazonaws.com/DeleteBucketPublicAccessBlock',
  ),
  'Recon:IAMUser/MaliciousIPCaller': threat(
    'TTPs/Discovery/Recon:IAMUser-MaliciousIPCaller',
    'An API was invoked from a known malicious IP address.',
    5,
    'AWS_API_CALL',
    'iam.amazonaws.com/ListUsers',
  ),
  'Recon:IAMUser/TorIPCaller': threat(
    'TTPs/Discovery/Recon:IAMUser-TorIPCaller',
    'An API was invoked from a Tor exit node IP address.',
    5,
    'AWS_API_CALL',
    'ec2.amazonaws.com/DescribeInstances',
  ),
  'UnauthorizedAccess:Lambda/MaliciousIPCaller.Custom': threat(
    'TTPs/UnauthorizedAccess:Lambda-MaliciousIPCaller.Custom',
    'A Lambda function connects to an IP address on a custom threat list.',
    5,
    'NETWORK_CONNECTION',
    '443',
  ),
  'Backdoor:Lambda/C&CActivity.B': threat(
    'TTPs/Command and Control/Backdoor:Lambda-C&CActivity.B',
    'A Lambda function queries an IP address of a command and control server.',
    8,
    'NETWORK_CONNECTION',
    '8443',
  ),
  'Discovery:Kubernetes/SuccessfulAnonymousAccess': threat(
    'TTPs/Discovery/Discovery:Kubernetes-SuccessfulAnonymousAccess',
    'A Kubernetes API used in discovery was invoked by an unauthenticated user.',
    5,
    'AWS_API_CALL',
    'eks.amazonaws.com/list',
  ),
  'PrivilegeEscalation:Kubernetes/PrivilegedContainer': threat(
    'TTPs/Privilege Escalation/PrivilegeEscalation:Kubernetes-PrivilegedContainer',
    'A privileged container with root level access was launched on the cluster.',
    5,
    'AWS_API_CALL',
    'eks.amazonaws.com/create',
  ),
  'CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin': threat(
    'TTPs/Credential Access/CredentialAccess:RDS-AnomalousBehavior.SuccessfulLogin',
    'A user successfully logged into an RDS database in an anomalous way.',
    8,
    'NETWORK_CONNECTION',
    '5432',
  ),
  'CryptoCurrency:Runtime/BitcoinTool.B': threat(
    'TTPs/Command and Control/CryptoCurrency:Runtime-BitcoinTool.B',
    'A container is querying an IP address that is associated with cryptocurrency.',
    8,
    'NETWORK_CONNECTION',
    '3333',
  ),
  'AttackSequence:S3/CompromisedData': threat(
    'TTPs/AttackSequence:S3-CompromisedData',
    'A sequence of actions suggests a compromise of data in S3.',
    9,
    'AWS_API_CALL',
    's3.amazonaws.com/PutObject',
  ),
};
