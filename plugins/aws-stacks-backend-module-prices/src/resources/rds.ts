// SPDX-License-Identifier: Apache-2.0
import { HOURS_PER_MONTH, type Quote } from '../Quote';
import { Range } from '../Range';
import { orDefault } from '../Values';
import type { Pricings } from './Pricing';

const CLUSTER_TYPES = ['aws_rds_cluster', 'AWS::RDS::DBCluster'];
const HOURS = 'Database instance hours';
const STORAGE = 'Database storage';

/** MariaDB costs what MySQL costs. */
const ENGINES: Readonly<Record<string, string>> = {
  mysql: 'mysql',
  mariadb: 'mysql',
  postgres: 'postgres',
};

function instance(quote: Quote): void {
  const { values } = quote;
  const engine = values.text('engine', 'Engine');
  if (engine.is === 'known' && engine.value.startsWith('aurora')) {
    clusterInstance(quote);
    return;
  }
  const type = values.text('instance_class', 'DBInstanceClass');
  const copies = zonesOf(quote);
  if (engine.is !== 'known' || type.is !== 'known') {
    quote.untold(HOURS, 'engine and instance class');
  } else if (!ENGINES[engine.value]) {
    quote.leaveOut(HOURS, `${engine.value} is not in the price table`);
  } else {
    const detail = `${type.value} ${engine.value}${copies.detail}`;
    quote.hourly(HOURS, `rds/${ENGINES[engine.value]}/${type.value}`, {
      ...copies,
      detail,
    });
  }
  storage(quote, copies);
}

/** How many copies of instance and storage are paid for. */
interface Copies {
  count: Range;
  detail: string;
  because?: string;
}

/** A second zone doubles instance and storage. */
function zonesOf(quote: Quote): Copies {
  const isDouble = orDefault(quote.values.flag('multi_az', 'MultiAZ'), false);
  if (isDouble === undefined) {
    return {
      count: Range.of(1, 1, 2),
      detail: '',
      because: 'the plan does not tell whether it is Multi-AZ',
    };
  }
  return {
    count: Range.of(isDouble ? 2 : 1),
    detail: isDouble ? ' Multi-AZ' : '',
  };
}

function storage(quote: Quote, copies: Copies): void {
  const { values } = quote;
  const size = values.number('allocated_storage', 'AllocatedStorage');
  if (size.is !== 'known') {
    quote.untold(STORAGE, 'allocated storage');
    return;
  }
  const told = orDefault(values.text('storage_type', 'StorageType'), 'gp2');
  const type = told ?? 'gp2';
  const reasons = [
    ...(copies.because ? [copies.because] : []),
    ...(told ? [] : ['the plan does not tell its storage type: gp2 expected']),
  ];
  quote.monthly(STORAGE, `rds/${type}`, {
    ...copies,
    count: copies.count.times(size.value),
    detail: `${size.value} GB ${type}${copies.detail}`,
    because: reasons.join('; '),
  });
  if (type === 'io1') provisionedIops(quote, copies);
}

function provisionedIops(quote: Quote, copies: Copies): void {
  const iops = quote.values.number('iops', 'Iops');
  if (iops.is !== 'known') {
    quote.untold('Database IOPS', 'IOPS');
    return;
  }
  quote.monthly('Database IOPS', 'rds/io1-iops', {
    count: copies.count.times(iops.value),
    because: copies.because,
  });
}

function clusterInstance(quote: Quote): void {
  const type = quote.values.text('instance_class', 'DBInstanceClass');
  if (type.is !== 'known') {
    quote.untold(HOURS, 'instance class');
    return;
  }
  const detail = type.value;
  if (detail === 'db.serverless') serverless(quote);
  else quote.hourly(HOURS, `aurora/${detail}`, { detail: `${detail} Aurora` });
}

function serverless(quote: Quote): void {
  const item = 'Aurora capacity units';
  const clusters = quote.others(CLUSTER_TYPES);
  const scaling = clusters.length === 1 ? clusters[0].values : undefined;
  const size = (terraform: string, template: string) =>
    scaling?.number(
      `serverlessv2_scaling_configuration.0.${terraform}`,
      `ServerlessV2ScalingConfiguration.${template}`,
    );
  const least = size('min_capacity', 'MinCapacity');
  const most = size('max_capacity', 'MaxCapacity');
  if (least?.is !== 'known' || most?.is !== 'known') {
    quote.untold(item, 'cluster with its least and most capacity');
    return;
  }
  const units = Range.of(least.value, least.value, most.value);
  quote.monthly(item, 'aurora/serverless', {
    count: units.times(HOURS_PER_MONTH),
    detail: `${least.value} to ${most.value} ACU`,
    because: `load decides: ${least.value} ACU expected, up to ${most.value}`,
  });
}

function cluster(quote: Quote): void {
  const engine = quote.values.text('engine', 'Engine');
  if (engine.is === 'known' && !engine.value.startsWith('aurora')) {
    quote.leaveOut(
      'Multi-AZ cluster',
      `clusters of ${engine.value} are not in the price table`,
    );
    return;
  }
  quote.monthly('Aurora storage', 'aurora/storage', { usage: ['auroraGb'] });
  quote.monthly('Aurora I/O', 'aurora/io', { usage: ['auroraMillionIo'] });
}

export const rdsPricings: Pricings = {
  aws_db_instance: instance,
  'AWS::RDS::DBInstance': instance,
  aws_rds_cluster_instance: clusterInstance,
  aws_rds_cluster: cluster,
  'AWS::RDS::DBCluster': cluster,
};
