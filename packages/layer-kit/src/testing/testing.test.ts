// SPDX-License-Identifier: Apache-2.0
import { createMockDirectory } from '@backstage/backend-test-utils';
import { packageFile } from '../paths';
import { failed, passed, report } from './report';
import { findProgram, lastLines, runProgram } from './runProgram';
import { readTerraformTest } from './terraformCases';

describe('report', () => {
  it('counts cases and says why some failed or were skipped', () => {
    expect(
      report([
        passed('a'),
        failed('b', 'broken'),
        { outcome: 'skipped', name: 'c', reason: 'no tool', tool: 'terraform' },
      ]),
    ).toEqual({
      passed: 1,
      failed: 1,
      skipped: [{ name: 'c', reason: 'no tool', tool: 'terraform' }],
      problems: ['b: broken'],
    });
  });
});

describe('readTerraformTest', () => {
  it('makes a case of each run, with its diagnostics', () => {
    const lines = [
      { type: 'version', '@message': 'Terraform 1.11.4' },
      { type: 'test_run', test_run: { run: 'good', progress: 'starting' } },
      {
        type: 'test_run',
        test_run: { run: 'good', progress: 'complete', status: 'pass' },
      },
      {
        type: 'diagnostic',
        '@testrun': 'bad',
        diagnostic: { summary: 'Test assertion failed', detail: 'Rotate.' },
      },
      {
        type: 'test_run',
        test_run: { run: 'bad', progress: 'complete', status: 'fail' },
      },
    ];
    const stdout = lines.map(line => JSON.stringify(line)).join('\n');
    expect(readTerraformTest('kms', stdout)).toEqual([
      { outcome: 'passed', name: 'kms good' },
      {
        outcome: 'failed',
        name: 'kms bad',
        reason: 'Test assertion failed: Rotate.',
      },
    ]);
  });
});

describe('nodeReporter', () => {
  const folder = createMockDirectory();

  it('prints a line for each test and none for groups', async () => {
    folder.setContent({
      'a.test.mjs': `
        import { describe, it } from 'node:test';
        describe('group', () => {
          it('holds', () => {});
          it('breaks', () => { throw new Error('no'); });
        });`,
    });
    const reporter = packageFile('src/testing/nodeReporter.mjs');
    const { stdout, code } = await runProgram(
      process.execPath,
      ['--test', `--test-reporter=${reporter}`, 'a.test.mjs'],
      { cwd: folder.path },
    );
    expect(
      stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual([
      { name: 'holds', ok: true },
      { name: 'breaks', ok: false, reason: 'no' },
    ]);
    expect(code).toBe(1);
  });
});

describe('programs', () => {
  const folder = createMockDirectory();

  it('get no credentials', async () => {
    process.env.AWS_SECRET_ACCESS_KEY = 'canary';
    const { stdout } = await runProgram(
      process.execPath,
      ['-p', 'JSON.stringify(process.env)'],
      { cwd: folder.path, env: { GIVEN: 'yes' } },
    );
    delete process.env.AWS_SECRET_ACCESS_KEY;
    expect(stdout).toContain('"GIVEN":"yes"');
    expect(stdout).not.toContain('canary');
  });

  it('are found on the PATH or not', async () => {
    expect(await findProgram('no-such-program')).toBeUndefined();
    expect(await findProgram('node')).toMatch(/\/node$/);
  });

  it('are quoted by their last lines', () => {
    const end = { code: 1, stdout: 'a\n\nb\n', stderr: 'c\n' };
    expect(lastLines(end, 2)).toBe('b\nc');
  });
});
