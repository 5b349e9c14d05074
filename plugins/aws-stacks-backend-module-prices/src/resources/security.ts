// SPDX-License-Identifier: Apache-2.0
import type { Quote } from '../Quote';
import type { Pricings } from './Pricing';

function key(quote: Quote): void {
  quote.monthly('Key', 'kms/key');
  quote.monthly('Key requests', 'kms/requests', {
    usage: ['kmsTenThousandRequests'],
  });
}

function secret(quote: Quote): void {
  quote.monthly('Secret', 'secretsmanager/secret');
  quote.monthly('Secret requests', 'secretsmanager/requests', {
    usage: ['secretTenThousandRequests'],
  });
}

function webAcl(quote: Quote): void {
  quote.monthly('Web ACL', 'waf/acl');
  const rules = quote.values.indexes('rule', 'Rules').length;
  if (rules > 0) {
    quote.monthly('Web ACL rules', 'waf/rule', {
      count: rules,
      detail: `${rules} rules`,
    });
  }
  quote.monthly('Inspected requests', 'waf/requests', {
    usage: ['wafMillionRequests'],
  });
}

function detector(quote: Quote): void {
  quote.monthly('Analysed events', 'guardduty/events', {
    usage: ['guardDutyMillionEvents'],
  });
  quote.monthly('Analysed logs', 'guardduty/logs', { usage: ['guardDutyGb'] });
  quote.leaveOut(
    'Protection plans',
    'S3, EKS, RDS, Lambda and malware protection are not estimated',
  );
}

function hub(quote: Quote): void {
  quote.monthly('Security checks', 'securityhub/check', {
    usage: ['securityHubChecks'],
  });
}

function recorder(quote: Quote): void {
  quote.monthly('Configuration items', 'config/item', {
    usage: ['configItems'],
  });
}

function rule(quote: Quote): void {
  quote.monthly('Rule evaluations', 'config/rule', {
    usage: ['configRuleEvaluations'],
  });
}

function trail(quote: Quote): void {
  quote.monthly('Data events', 'cloudtrail/data', {
    usage: ['cloudTrailHundredThousandEvents'],
  });
  quote.leaveOut(
    'Management events',
    'the first trail of an account records them without charge, each further one does not',
  );
}

export const securityPricings: Pricings = {
  aws_kms_key: key,
  aws_kms_external_key: key,
  aws_kms_replica_key: key,
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  aws_secretsmanager_secret: secret,
  'AWS::SecretsManager::Secret': secret,
  aws_wafv2_web_acl: webAcl,
  'AWS::WAFv2::WebACL': webAcl,
  aws_guardduty_detector: detector,
  'AWS::GuardDuty::Detector': detector,
  aws_securityhub_account: hub,
  'AWS::SecurityHub::Hub': hub,
  aws_config_configuration_recorder: recorder,
  'AWS::Config::ConfigurationRecorder': recorder,
  aws_config_config_rule: rule,
  'AWS::Config::ConfigRule': rule,
  aws_cloudtrail: trail,
  'AWS::CloudTrail::Trail': trail,
};
