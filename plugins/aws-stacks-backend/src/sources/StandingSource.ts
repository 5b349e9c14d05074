// SPDX-License-Identifier: Apache-2.0
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { Origin, StackOrigin } from '../rules/origins';
import type { StatePlace } from '../rules/stateBucket';
import {
  type CloudFormationDrift,
  CloudFormationSource,
} from './CloudFormationSource';
import type { FoundStack } from './FoundStack';
import { StateBucketSource, type UnreadState } from './StateBucketSource';

type Found = AsyncGenerator<FoundStack | UnreadState>;
type Wants = (title: string) => boolean;

/** Reads what stands in accounts and was made elsewhere. */
export interface StandingSource {
  states(place: StatePlace, wants: Wants): Found;
  stacks(target: { accountId: string; region: string }, wants: Wants): Found;
  /** One of them; `undefined` when it is gone. */
  read(
    origin: Origin,
    place: StatePlace,
  ): Promise<FoundStack | UnreadState | undefined>;
  /** What of a CloudFormation stack is not as its template says. */
  drift(origin: StackOrigin): Promise<CloudFormationDrift>;
}

/** {@link StandingSource} of AWS, with the credentials by which accounts are swept. */
export class AwsStandingSource implements StandingSource {
  readonly #clients: AwsClients;

  static create(clients: AwsClients): AwsStandingSource {
    return new AwsStandingSource(clients);
  }

  private constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async *states(place: StatePlace, wants: Wants): Found {
    yield* (await this.#bucket(place)).read(place.bucket, wants);
  }

  async *stacks(
    target: { accountId: string; region: string },
    wants: Wants,
  ): Found {
    yield* (await CloudFormationSource.create(this.#clients, target)).read(
      wants,
    );
  }

  async read(origin: Origin, place: StatePlace) {
    if (origin.kind === 'state') {
      return (await this.#bucket(place)).find(origin);
    }
    const source = await CloudFormationSource.create(this.#clients, origin);
    return source.find(origin.arn);
  }

  async drift(origin: StackOrigin) {
    const source = await CloudFormationSource.create(this.#clients, origin);
    return source.drift(origin.arn);
  }

  #bucket(place: StatePlace): Promise<StateBucketSource> {
    return StateBucketSource.create(this.#clients, place);
  }
}
