// SPDX-License-Identifier: Apache-2.0
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { pick, Random } from './random';
import { Threat } from './threats';

/** Addresses of RFC 5737: nobody's. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'] as const;
const CITIES = [
  { city: 'Lisbon', country: 'Portugal', asn: 64_496 },
  { city: 'Oslo', country: 'Norway', asn: 64_500 },
  { city: 'Quito', country: 'Ecuador', asn: 64_511 },
] as const;

function remoteOf(random: Random) {
  const { city, country, asn } = pick(random, CITIES);
  const address = `${pick(random, NETWORKS)}.${1 + Math.floor(random() * 250)}`;
  return {
    address,
    details: {
      IpAddressV4: address,
      City: { CityName: city },
      Country: { CountryName: country },
      Organization: { Asn: asn, AsnOrg: 'EXAMPLE-AS', Org: 'Example network' },
    },
  };
}

function actionOf(
  threat: Threat,
  remote: ReturnType<typeof remoteOf>,
): AwsSecurityFinding['Action'] {
  const { action, detail } = threat;
  if (action === 'DNS_REQUEST') {
    const DnsRequestAction = {
      Domain: detail,
      Protocol: 'UDP',
      Blocked: false,
    };
    return { ActionType: action, DnsRequestAction };
  }
  if (action === 'NETWORK_CONNECTION') {
    return {
      ActionType: action,
      NetworkConnectionAction: {
        ConnectionDirection: 'INBOUND',
        Protocol: 'TCP',
        Blocked: false,
        LocalPortDetails: { Port: Number(detail) },
        RemoteIpDetails: remote.details,
      },
    };
  }
  const [ServiceName, Api] = detail.split('/');
  return {
    ActionType: action,
    AwsApiCallAction: {
      Api,
      ServiceName,
      CallerType: 'Remote IP',
      RemoteIpDetails: remote.details,
    },
  };
}

/** What GuardDuty saw: `Action`, and the product fields Security Hub carries over. */
export function evidenceOf(
  threat: Threat,
  options: { findingArn: string; random: Random },
): Pick<AwsSecurityFinding, 'Action' | 'ProductFields'> {
  const { findingArn, random } = options;
  const remote = remoteOf(random);
  const detectorId = findingArn.split('/')[1];
  return {
    Action: actionOf(threat, remote),
    ProductFields: {
      'aws/guardduty/service/action/actionType': threat.action,
      'aws/guardduty/service/archived': 'false',
      'aws/guardduty/service/count': `${1 + Math.floor(random() * 40)}`,
      'aws/guardduty/service/detectorId': detectorId,
      'aws/guardduty/service/resourceRole': 'TARGET',
      'aws/guardduty/service/serviceName': 'guardduty',
      'aws/guardduty/service/action/remoteIpDetails/ipAddressV4':
        remote.address,
      'aws/securityhub/FindingId': findingArn,
      'aws/securityhub/ProductName': 'GuardDuty',
      'aws/securityhub/CompanyName': 'Amazon',
    },
  };
}
