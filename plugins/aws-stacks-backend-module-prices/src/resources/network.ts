// SPDX-License-Identifier: Apache-2.0
import type { Quote } from '../Quote';
import { Range } from '../Range';
import { orDefault } from '../Values';
import type { Pricings } from './Pricing';

function natGateway(quote: Quote): void {
  quote.hourly('NAT gateway hours', 'vpc/nat');
  quote.monthly('NAT gateway data', 'vpc/nat-gb', { usage: ['natGb'] });
}

function elasticIp(quote: Quote): void {
  quote.hourly('Public IPv4 address', 'vpc/ipv4');
}

function endpoint(quote: Quote): void {
  const kind = quote.values.text('vpc_endpoint_type', 'VpcEndpointType');
  const type = orDefault(kind, 'Gateway');
  if (type === 'Gateway') return;
  if (type !== 'Interface') {
    quote.leaveOut(
      'Endpoint hours',
      `endpoints of type ${type ?? 'unknown'} are not in the price table`,
    );
    return;
  }
  const zones = subnetsOf(quote);
  quote.hourly('Endpoint hours', 'vpc/endpoint', {
    count: zones ?? Range.of(1, 2, 3),
    because:
      zones === undefined
        ? 'the plan does not tell its subnets: 2 expected, 1 to 3'
        : undefined,
  });
  quote.monthly('Endpoint data', 'vpc/endpoint-gb', { usage: ['endpointGb'] });
}

/** A template lists references, each by itself; a plan lists ids, or does not tell them. */
function subnetsOf(quote: Quote): number | undefined {
  const references = quote.values.indexes('SubnetIds').length;
  if (references > 0) return references;
  const subnets = quote.values.list('subnet_ids', 'SubnetIds');
  return orDefault(subnets, ['the default one'])?.length;
}

function loadBalancer(quote: Quote): void {
  const kind = quote.values.text('load_balancer_type', 'Type');
  const type = orDefault(kind, 'application');
  if (type !== 'application' && type !== 'network') {
    quote.leaveOut(
      'Load balancer hours',
      `load balancers of type ${type ?? 'unknown'} are not in the price table`,
    );
    return;
  }
  const isApplication = type === 'application';
  quote.hourly('Load balancer hours', 'elb/hour', { detail: type });
  quote.monthly(
    'Load balancer capacity',
    isApplication ? 'elb/lcu' : 'elb/nlcu',
    {
      count: 730,
      detail: type,
      usage: ['loadBalancerUnits'],
    },
  );
}

function zone(quote: Quote): void {
  quote.monthly('Hosted zone', 'route53/zone');
  quote.monthly('DNS queries', 'route53/queries', {
    usage: ['route53MillionQueries'],
  });
}

function healthCheck(quote: Quote): void {
  quote.monthly('Health check', 'route53/check-aws');
  quote.leaveOut(
    'Options of the health check',
    'HTTPS, string matching, fast intervals and endpoints outside AWS cost more, and the plan does not tell where the endpoint is',
  );
}

export const networkPricings: Pricings = {
  aws_nat_gateway: natGateway,
  'AWS::EC2::NatGateway': natGateway,
  aws_eip: elasticIp,
  'AWS::EC2::EIP': elasticIp,
  aws_vpc_endpoint: endpoint,
  'AWS::EC2::VPCEndpoint': endpoint,
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  aws_route53_zone: zone,
  'AWS::Route53::HostedZone': zone,
  aws_route53_health_check: healthCheck,
  'AWS::Route53::HealthCheck': healthCheck,
};
