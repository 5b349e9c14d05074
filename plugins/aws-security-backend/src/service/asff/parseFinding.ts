// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  accountIdSchema,
  regionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { FindingRecord, ReadTarget } from '../../store/records';
import { readDate } from './dates';
import { readEvidence, toJson } from './evidence';
import { FieldReader } from './FieldReader';
import { readResources } from './resources';
import { readSeverity } from './severity';
import { readStates } from './states';

/** Where and when a finding was read. */
export interface ReadContext extends ReadTarget {
  /** ISO instant of the read. */
  at: string;
}

const MAX_TITLE_LENGTH = 1024;

/** Security Hub itself takes 1,024 characters. */
const MAX_DESCRIPTION_LENGTH = 32_768;

const findingSchema = z.looseObject({});
const urlSchema = z.url({ protocol: /^https?$/ });

/**
 * A finding as it is stored. Whatever it is given it gives a record: what cannot be understood is replaced by what is
 * documented in the README and noted in `problems`.
 */
export function parseFinding(
  raw: unknown,
  context: ReadContext,
): FindingRecord {
  const reader = FieldReader.create();
  const json = toJson(raw);
  const digest = sha256(json);
  const asff = readObject(reader, raw);
  const identity = readIdentity(reader, asff, digest);
  const place = readPlace(reader, asff, context);
  const resources = readResources(reader, asff.Resources, place);
  const compliance = readCompliance(reader, asff);
  const { controlId } = compliance;
  const record = {
    ...identity,
    ...place,
    ...compliance,
    ...readTexts(reader, asff),
    ...readDates(reader, asff, context.at),
    severity: readSeverity(reader, asff.Severity, identity),
    resources,
    digest,
    evidence: readEvidence(reader, raw, json),
    groupKey: controlId
      ? sha256(
          toJson([place.accountId, place.region, controlId, resources[0].id]),
        ).slice(0, 32)
      : identity.id,
  };
  return { ...record, problems: reader.problems };
}

function readObject(
  reader: FieldReader,
  raw: unknown,
): Record<string, unknown> {
  const parsed = findingSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  reader.note(
    'unclear-finding',
    'Finding',
    'A finding should be an object; what was read is in the evidence',
  );
  return {};
}

/** The first 32 hexadecimal characters of SHA-256 of `ProductArn|Id`; without an id, of the whole finding. */
function readIdentity(
  reader: FieldReader,
  asff: Record<string, unknown>,
  digest: string,
) {
  const productArn = reader.text(asff.ProductArn, 'ProductArn') ?? '';
  const sourceId = reader.text(asff.Id, 'Id') ?? '';
  const complete = productArn !== '' && sourceId !== '';
  if (!complete) {
    reader.note(
      'missing-id',
      'Id',
      'ProductArn or Id is missing; every version of this finding is shown as one of its own',
    );
  }
  const key = `${productArn}|${sourceId}`;
  const product = reader.text(asff.ProductName, 'ProductName');
  return {
    id: (complete ? sha256(key) : digest).slice(0, 32),
    productArn,
    sourceId,
    product: product ?? productOf(productArn),
    guardDuty:
      productArn.endsWith('product/aws/guardduty') || product === 'GuardDuty',
  };
}

/** `arn:aws:securityhub:eu-west-1::product/aws/guardduty` → `aws/guardduty`. */
function productOf(productArn: string): string {
  return productArn.split('product/')[1] || 'Unknown product';
}

function readPlace(
  reader: FieldReader,
  asff: Record<string, unknown>,
  context: ReadContext,
): ReadTarget {
  const { AwsAccountId, Region } = asff;
  if (AwsAccountId === undefined || AwsAccountId === null) {
    reader.note(
      'unclear-field',
      'AwsAccountId',
      'AwsAccountId is missing; shown is the account that was read',
    );
  }
  return {
    accountId:
      reader.optional(accountIdSchema, AwsAccountId, 'AwsAccountId') ??
      context.accountId,
    region: reader.optional(regionSchema, Region, 'Region') ?? context.region,
  };
}

function readCompliance(reader: FieldReader, asff: Record<string, unknown>) {
  const compliance = reader.object(asff.Compliance, 'Compliance');
  const fields = reader.object(asff.ProductFields, 'ProductFields');
  const workflow = reader.object(asff.Workflow, 'Workflow');
  const standards = reader
    .list(compliance.AssociatedStandards, 'Compliance.AssociatedStandards')
    .flatMap(standard => {
      const { StandardsId } = reader.object(standard, 'AssociatedStandards[]');
      return reader.text(StandardsId, 'AssociatedStandards[]') ?? [];
    });
  return {
    ...readStates(reader, {
      workflow: workflow.Status,
      recordState: asff.RecordState,
      compliance: compliance.Status,
    }),
    controlId:
      reader.text(compliance.SecurityControlId, 'SecurityControlId') ??
      reader.text(fields.ControlId, 'ProductFields.ControlId'),
    standards,
  };
}

function readTexts(reader: FieldReader, asff: Record<string, unknown>) {
  const remediation = reader.object(asff.Remediation, 'Remediation');
  const advice = reader.object(remediation.Recommendation, 'Recommendation');
  const title = reader.text(asff.Title, 'Title');
  if (title === undefined) {
    reader.note('unclear-field', 'Title', 'Title is missing');
  }
  const description = reader.text(asff.Description, 'Description');
  if (description === undefined) {
    reader.note('unclear-field', 'Description', 'Description is missing');
  }
  if (
    description !== undefined &&
    description.length > MAX_DESCRIPTION_LENGTH
  ) {
    reader.note(
      'unclear-field',
      'Description',
      `Description is longer than ${MAX_DESCRIPTION_LENGTH} characters; the rest is left out`,
    );
  }
  return {
    title: (title ?? 'Finding without a title').slice(0, MAX_TITLE_LENGTH),
    description: (description ?? '').slice(0, MAX_DESCRIPTION_LENGTH),
    types: reader.texts(asff.Types, 'Types'),
    remediation: {
      text: reader.text(advice.Text, 'Remediation.Recommendation.Text'),
      url: reader.optional(
        urlSchema,
        advice.Url === '' ? undefined : advice.Url,
        'Remediation.Recommendation.Url',
      ),
    },
  };
}

function readDates(
  reader: FieldReader,
  asff: Record<string, unknown>,
  at: string,
) {
  const { CreatedAt, UpdatedAt, FirstObservedAt, LastObservedAt } = asff;
  return {
    createdAt: readDate(
      reader,
      [
        ['CreatedAt', CreatedAt],
        ['FirstObservedAt', FirstObservedAt],
      ],
      at,
    ),
    updatedAt: readDate(
      reader,
      [
        ['UpdatedAt', UpdatedAt],
        ['LastObservedAt', LastObservedAt],
      ],
      at,
    ),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
