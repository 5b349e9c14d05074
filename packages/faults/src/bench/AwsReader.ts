// SPDX-License-Identifier: Apache-2.0
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const stateSchema = z.object({
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      instances: z.array(z.unknown()),
    }),
  ),
});

const lockSchema = z.object({ ID: z.string().optional() });

const tags = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(
    ([, value]) => value,
  );

const stackName = ({ layer, name }: Run) => `groundwork-${layer}-${name}`;

/** The emulator reads from a signature whose key it is, and believes the rest. */
const signedBy = (keyId: string, service: string) =>
  `AWS4-HMAC-SHA256 Credential=${keyId}/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** Reads what stands in the emulated accounts, and deletes what the engine leaves to people, without it in between. */
export class AwsReader {
  readonly #endpoint: string;

  static create(options: { endpoint: string }): AwsReader {
    return new AwsReader(options.endpoint);
  }

  private constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** The names of a stack's objects in its state bucket. */
  async stateObjects(run: Run): Promise<string[]> {
    return tags(await this.#get(run, `?prefix=${run.stackId}`), 'Key');
  }

  stateText(run: Run): Promise<string> {
    return this.#get(run, `/${run.stackId}.tfstate`);
  }

  /** The id of the lock that is held on a stack's state, or was left there. */
  async lockId(run: Run): Promise<string | undefined> {
    if (run.engine !== 'terraform') return undefined;
    const name = `${run.stackId}.tfstate.tflock`;
    if (!(await this.stateObjects(run)).includes(name)) return undefined;
    const text = await this.#get(run, `/${name}`).catch(() => '{}');
    return lockSchema.parse(JSON.parse(text)).ID;
  }

  /** Deletes a CloudFormation stack whose creation failed. */
  async deleteStack(run: Run): Promise<void> {
    await this.#call(await this.#session(run), 'cloudformation', {
      Action: 'DeleteStack',
      Version: '2010-05-15',
      StackName: stackName(run),
    });
  }

  /** The types of all resources that the stack has, sorted. */
  async resourceTypes(run: Run): Promise<string[]> {
    const types =
      run.engine === 'terraform'
        ? await this.#typesOfState(run)
        : await this.#typesOfStack(run);
    return types.sort();
  }

  async #typesOfState(run: Run): Promise<string[]> {
    const state = stateSchema.parse(JSON.parse(await this.stateText(run)));
    return state.resources
      .filter(({ mode }) => mode === 'managed')
      .flatMap(({ type, instances }) => instances.map(() => type));
  }

  async #typesOfStack(run: Run): Promise<string[]> {
    const keyId = await this.#session(run);
    const answer = await this.#call(keyId, 'cloudformation', {
      Action: 'ListStackResources',
      Version: '2010-05-15',
      StackName: stackName(run),
    });
    return tags(answer, 'ResourceType');
  }

  /** The key id of a session in the run's account. */
  async #session({ target }: Run): Promise<string> {
    const answer = await this.#call('test', 'sts', {
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: `arn:aws:iam::${target.accountId}:role/groundwork-apply`,
      RoleSessionName: 'reader',
    });
    return tags(answer, 'AccessKeyId')[0];
  }

  async #call(keyId: string, service: string, form: Record<string, string>) {
    return this.#answer(
      await fetch(this.#endpoint, {
        method: 'POST',
        headers: { authorization: signedBy(keyId, service) },
        body: new URLSearchParams(form),
      }),
    );
  }

  async #get(run: Run, path: string): Promise<string> {
    const { accountId, region } = run.target;
    const bucket = `groundwork-tfstate-${accountId}-${region}`;
    const authorization = signedBy(await this.#session(run), 's3');
    return this.#answer(
      await fetch(`${this.#endpoint}/${bucket}${path}`, {
        headers: { authorization },
      }),
    );
  }

  async #answer(response: Response): Promise<string> {
    const text = await response.text();
    if (response.ok) return text;
    throw new Error(`The emulator answered ${response.status}: ${text}`);
  }
}
