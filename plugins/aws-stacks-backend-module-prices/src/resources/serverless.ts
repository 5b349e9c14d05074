// SPDX-License-Identifier: Apache-2.0
import type { Quote } from '../Quote';
import { Range } from '../Range';
import { orDefault } from '../Values';
import type { Pricings } from './Pricing';

const MILLION = 1_000_000;

function lambda(quote: Quote): void {
  const { values } = quote;
  const memory = orDefault(values.number('memory_size', 'MemorySize'), 128);
  const architectures = orDefault(
    values.list('architectures', 'Architectures'),
    ['x86_64'],
  );
  quote.monthly('Invocations', 'lambda/requests', {
    usage: ['lambdaMillionInvocations'],
  });
  if (memory === undefined) {
    quote.untold('Duration', 'memory');
    return;
  }
  const isArm = architectures?.includes('arm64') ?? false;
  quote.monthly('Duration', isArm ? 'lambda/arm' : 'lambda/x86', {
    count: Range.of(memory)
      .times(MILLION)
      .times(1 / 1024),
    detail: `${memory} MB ${isArm ? 'arm64' : 'x86_64'}`,
    usage: ['lambdaMillionInvocations', 'lambdaSeconds'],
    ...(architectures
      ? {}
      : {
          orKey: 'lambda/arm',
          because: 'the plan does not tell its architecture: x86_64 expected',
        }),
  });
}

function restApi(quote: Quote): void {
  quote.monthly('API requests', 'apigateway/rest', {
    usage: ['apiMillionRequests'],
  });
}

function httpApi(quote: Quote): void {
  const protocol = quote.values.text('protocol_type', 'ProtocolType');
  if (protocol.is === 'known' && protocol.value !== 'HTTP') {
    quote.leaveOut(
      'API messages',
      `${protocol.value} APIs are not in the price table`,
    );
    return;
  }
  quote.monthly('API requests', 'apigateway/http', {
    usage: ['apiMillionRequests'],
  });
}

function queue(quote: Quote): void {
  const isFifo = orDefault(quote.values.flag('fifo_queue', 'FifoQueue'), false);
  const kind = isFifo ? 'fifo' : 'standard';
  quote.monthly('Queue requests', `sqs/${kind}`, {
    detail: kind,
    usage: ['sqsMillionRequests'],
  });
}

function topic(quote: Quote): void {
  quote.monthly('Publishes', 'sns/requests', { usage: ['snsMillionRequests'] });
}

export const serverlessPricings: Pricings = {
  aws_lambda_function: lambda,
  'AWS::Lambda::Function': lambda,
  aws_api_gateway_rest_api: restApi,
  'AWS::ApiGateway::RestApi': restApi,
  aws_apigatewayv2_api: httpApi,
  'AWS::ApiGatewayV2::Api': httpApi,
  aws_sqs_queue: queue,
  'AWS::SQS::Queue': queue,
  aws_sns_topic: topic,
  'AWS::SNS::Topic': topic,
};
