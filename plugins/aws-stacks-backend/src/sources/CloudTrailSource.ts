// SPDX-License-Identifier: Apache-2.0
import {
  CloudTrailClient,
  type Event,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import type { Target } from '@groundwork/backstage-plugin-groundwork-common';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';

/** LookupEvents answers two calls a second in an account and Region. */
const RATE = { ratePerSecond: 1, burst: 2, concurrent: 1 };
const PAGE = 50;
/** LookupEvents goes back no further. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
/** Of these, the events are in us-east-1, wherever the stack is. */
const GLOBAL_TYPES =
  /^(aws_(iam|route53|cloudfront|globalaccelerator|organizations)_|AWS::(IAM|Route53|CloudFront|GlobalAccelerator|Organizations)::)/;

const recordSchema = z.object({
  userIdentity: z
    .object({ arn: z.string().optional(), invokedBy: z.string().optional() })
    .optional(),
  errorCode: z.string().optional(),
});

/** One call that changed something, as CloudTrail has it. */
export interface TrailEvent {
  id: string;
  /** For example `PutBucketVersioning`. */
  name: string;
  /** For example `s3`. */
  service: string;
  at: Date;
  /** ARN of who called, or the name CloudTrail gives him. */
  principal: string;
}

/** Asks CloudTrail who changed a resource. */
export interface TrailSource {
  /** The calls that changed what has this name, the newest first. */
  changesOf(question: {
    target: Target;
    /** Terraform or CloudFormation type. */
    type: string;
    /** ARN, id or name. */
    resource: string;
    since: Date;
  }): Promise<TrailEvent[]>;
}

/** {@link TrailSource} through LookupEvents, with the credentials that sweep. */
export class CloudTrailSource implements TrailSource {
  readonly #clients: AwsClients;

  static create(options: { clients: AwsClients }): CloudTrailSource {
    return new CloudTrailSource(options.clients);
  }

  private constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async changesOf(
    question: Parameters<TrailSource['changesOf']>[0],
  ): Promise<TrailEvent[]> {
    const { target, type, resource, since } = question;
    const place = {
      accountId: target.accountId,
      region: GLOBAL_TYPES.test(type) ? 'us-east-1' : target.region,
    };
    const client = await this.#clients.client(CloudTrailClient, place);
    const limited = this.#clients.limit(place, 'cloudtrail', RATE);
    const oldest = Math.max(since.getTime(), Date.now() - KEPT_MS);
    const answer = await limited(() =>
      client.send(
        new LookupEventsCommand({
          LookupAttributes: [
            { AttributeKey: 'ResourceName', AttributeValue: resource },
          ],
          StartTime: new Date(oldest),
          MaxResults: PAGE,
        }),
      ),
    );
    return (answer.Events ?? []).flatMap(event => toTrailEvent(event) ?? []);
  }
}

/** A call that was refused has changed nothing. */
function toTrailEvent(event: Event): TrailEvent | undefined {
  const { EventId: id, EventName: name, EventTime: at } = event;
  if (!id || !name || !at || event.ReadOnly === 'true') return undefined;
  const record = recordSchema.safeParse(parse(event.CloudTrailEvent)).data;
  const principal = record?.userIdentity?.arn ?? event.Username;
  if (!principal || record?.errorCode) return undefined;
  const service = (event.EventSource ?? '').replace(/\.amazonaws\.com$/, '');
  return { id, name, service, at, principal };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
