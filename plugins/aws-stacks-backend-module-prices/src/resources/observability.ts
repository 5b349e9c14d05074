// SPDX-License-Identifier: Apache-2.0
import type { Quote } from '../Quote';
import { orDefault } from '../Values';
import type { Pricings } from './Pricing';

/** An alarm that looks more often than each minute is a high-resolution one. */
const MINUTE_SECONDS = 60;

function logGroup(quote: Quote): void {
  quote.monthly('Log ingestion', 'cloudwatch/ingest', { usage: ['logsGb'] });
  quote.monthly('Log storage', 'cloudwatch/storage', { usage: ['logsGb'] });
}

function alarm(quote: Quote): void {
  const period = orDefault(
    quote.values.number('period', 'Period'),
    MINUTE_SECONDS,
  );
  const isFast = period !== undefined && period < MINUTE_SECONDS;
  quote.monthly('Alarm', isFast ? 'cloudwatch/alarm-fast' : 'cloudwatch/alarm');
}

function compositeAlarm(quote: Quote): void {
  quote.monthly('Composite alarm', 'cloudwatch/alarm-composite');
}

function dashboard(quote: Quote): void {
  quote.monthly('Dashboard', 'cloudwatch/dashboard');
}

export const observabilityPricings: Pricings = {
  aws_cloudwatch_log_group: logGroup,
  'AWS::Logs::LogGroup': logGroup,
  aws_cloudwatch_metric_alarm: alarm,
  'AWS::CloudWatch::Alarm': alarm,
  aws_cloudwatch_composite_alarm: compositeAlarm,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  aws_cloudwatch_dashboard: dashboard,
  'AWS::CloudWatch::Dashboard': dashboard,
};
