// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyWorkspace } from '../__testUtils__/sample';
import { sampleContext } from '../layer/sampleContext';
import { type SynthesisJob, synthesize, synthesizeOne } from './synthesize';

const STACK = 'lib/sample-layer-stack.ts';

describe('synthesize', () => {
  let root: string;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const copy = await copyWorkspace();
    ({ root } = copy.workspace);
    remove = copy.remove;
  });

  afterAll(() => remove());

  const job = async (
    name: string,
    environment: 'production' | 'development' = 'production',
  ): Promise<SynthesisJob> => {
    const source = path.join(root, '_template/skeleton/cdk');
    const text = await readFile(path.join(source, 'test/inputs.json'), 'utf8');
    return {
      source,
      work: path.join(root, name),
      context: sampleContext('sample-layer', environment),
      inputs: JSON.parse(text),
    };
  };

  it('does not let one app spoil the next', async () => {
    const results = await synthesize([
      { ...(await job('bad')), inputs: {} },
      { ...(await job('worse')), inputs: {} },
      await job('good'),
      await job('other', 'development'),
    ]);
    const kept = results.map(result =>
      result instanceof Error
        ? result.message.split('\n')[0]
        : Object.values(result.templates[0]?.Resources ?? {}).map(
            resource => resource.Properties,
          ),
    );
    const logGroup = (retentionInDays: number) => [
      expect.objectContaining({ RetentionInDays: retentionInDays }),
    ];
    const reason = expect.stringContaining('kms_key_arn must match');
    expect(kept).toEqual([reason, reason, logGroup(365), logGroup(30)]);
  });

  it('says which app ended the process', async () => {
    const ending = await job('ending');
    const file = path.join(ending.source, STACK);
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}\nprocess.exit(0);\n`);
    await expect(synthesizeOne(ending)).rejects.toThrow(
      'sample-layer does not synthesize; caused by Error: the app ended the process that ran it',
    );
    await writeFile(file, text);
  });
});
