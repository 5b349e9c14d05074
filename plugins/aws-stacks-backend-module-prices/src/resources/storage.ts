// SPDX-License-Identifier: Apache-2.0
import type { Quote } from '../Quote';
import type { Pricings } from './Pricing';

function bucket(quote: Quote): void {
  quote.monthly('Bucket storage', 's3/storage', { usage: ['s3Gb'] });
  quote.monthly('Write requests', 's3/put', { usage: ['s3ThousandWrites'] });
  quote.monthly('Read requests', 's3/get', { usage: ['s3ThousandReads'] });
}

function fileSystem(quote: Quote): void {
  quote.monthly('File storage', 'efs/storage', { usage: ['efsGb'] });
}

function backupVault(quote: Quote): void {
  quote.monthly('Backup storage', 'backup/warm', { usage: ['backupGb'] });
}

export const storagePricings: Pricings = {
  aws_s3_bucket: bucket,
  'AWS::S3::Bucket': bucket,
  aws_efs_file_system: fileSystem,
  'AWS::EFS::FileSystem': fileSystem,
  aws_backup_vault: backupVault,
  'AWS::Backup::BackupVault': backupVault,
};
