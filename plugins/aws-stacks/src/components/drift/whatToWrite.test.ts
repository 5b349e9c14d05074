// SPDX-License-Identifier: Apache-2.0
import type {
  AttributeChange,
  DriftFinding,
} from '@groundwork/backstage-plugin-groundwork-common';
import { whatToWrite } from './whatToWrite';

const attribute = (
  path: string,
  values: Partial<AttributeChange>,
): AttributeChange => ({
  path,
  unknown: false,
  sensitive: false,
  forcesReplacement: false,
  ...values,
});

const finding = (
  attributes: AttributeChange[],
  more: Partial<DriftFinding> = {},
): DriftFinding => ({
  change: {
    address: 'aws_s3_bucket_versioning.this',
    type: 'aws_s3_bucket_versioning',
    name: 'this',
    action: 'update',
    attributes,
  },
  ...more,
});

describe('whatToWrite', () => {
  it('writes nested blocks, maps, and texts that HCL would otherwise fill in', () => {
    expect(
      whatToWrite(
        finding([
          attribute('versioning_configuration.0.status', {
            before: 'Suspended',
            after: 'Enabled',
          }),
          attribute('tags.cost centre', { before: '${x}', after: 'y' }),
        ]),
        'terraform',
      ),
    ).toEqual([
      [
        '# aws_s3_bucket_versioning.this',
        'versioning_configuration {',
        '  status = "Suspended"',
        '}',
      ].join('\n'),
      [
        '# aws_s3_bucket_versioning.this',
        'tags = {',
        '  "cost centre" = "$${x}"',
        '}',
      ].join('\n'),
    ]);
  });

  it('names the input where one sets the attribute, and what to remove where the account has nothing', () => {
    const attributes = [
      attribute('display_name', { before: 'by hand', after: 'one' }),
      attribute('policy', { after: '{}' }),
    ];
    expect(
      whatToWrite(
        finding(attributes, { setBy: { display_name: 'title' } }),
        'terraform',
      ),
    ).toEqual([
      '# terraform/terraform.tfvars.json\n"title": "by hand"',
      '# aws_s3_bucket_versioning.this: remove policy',
    ]);
  });

  it('overrides properties of CDK by their path', () => {
    const { change } = finding([
      attribute('VersioningConfiguration.Status', {
        before: 'Suspended',
        after: 'Enabled',
      }),
      attribute('Tags.0', { after: { Key: 'a', Value: 'b' } }),
    ]);
    expect(
      whatToWrite(
        { change: { ...change, address: 'Data1', type: 'AWS::S3::Bucket' } },
        'cdk',
      ),
    ).toEqual([
      '// Data1 (AWS::S3::Bucket)\nresource.addPropertyOverride("VersioningConfiguration.Status", "Suspended");',
      '// Data1 (AWS::S3::Bucket)\nresource.addPropertyDeletionOverride("Tags.0");',
    ]);
  });

  it('has nothing to copy for a sensitive value, and says that a resource is gone', () => {
    const secret = attribute('secret', { sensitive: true });
    expect(whatToWrite(finding([secret]), 'terraform')).toEqual([]);
    const { change } = finding([attribute('arn', { after: 'x' })]);
    expect(
      whatToWrite({ change: { ...change, action: 'create' } }, 'terraform'),
    ).toEqual([
      '# aws_s3_bucket_versioning.this is not in the account any more: remove it from the source',
    ]);
  });
});
