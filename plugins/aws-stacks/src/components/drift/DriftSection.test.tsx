// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { StackDriftReport } from '@groundwork/backstage-plugin-groundwork-common';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, refusal } from '../../__testUtils__/backend';
import { IGNORE_ID, driftReport } from '../../__testUtils__/drift';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { runDetail } from '../../__testUtils__/runs';
import { STACK_ID } from '../../__testUtils__/stacks';

const DRIFT = `${BASE_URL}/stacks/:stackId/drift`;

describe('DriftSection', () => {
  registerMswTestHooks(backend);

  const answer = (change: Partial<StackDriftReport>) =>
    backend.use(
      http.get(DRIFT, () => HttpResponse.json({ ...driftReport, ...change })),
    );

  async function open() {
    renderPage(`/stacks/${STACK_ID}`);
    const section = await screen.findByRole('region', { name: 'Drift' });
    return within(section);
  }

  it('shows what differs, who changed it, what does not count, and what nobody compared', async () => {
    const drift = await open();
    expect(await drift.findByText('Drifted (1)')).toBeVisible();
    expect(drift.getByText('1 differs from the source')).toBeVisible();
    expect(drift.getByText('versioning_configuration.0.status')).toBeVisible();
    expect(drift.getByText('Suspended', { selector: 'del' })).toBeVisible();
    expect(drift.getByText('Enabled', { selector: 'ins' })).toBeVisible();
    expect(
      drift.getByText(
        /Last changed by .*user\/mallory with s3:PutBucketVersioning/,
      ),
    ).toHaveTextContent('CloudTrail event event-1');
    expect(drift.getByText('Who changed it is not known.')).toBeVisible();
    expect(drift.getByText('Does not count: It goes next week')).toBeVisible();
    expect(drift.getByText('Nobody could compare 1 resource')).toBeVisible();
  });

  it('says what to write into the source', async () => {
    const drift = await open();
    const [summary] = await drift.findAllByText('Accept into code');
    await userEvent.click(summary);
    expect(drift.getByText(/# aws_s3_bucket_versioning.this/).textContent).toBe(
      '# aws_s3_bucket_versioning.this\nversioning_configuration {\n  status = "Suspended"\n}',
    );
  });

  it('asks for a look, and says so while it is under way', async () => {
    let asked = 0;
    backend.use(
      http.post(`${DRIFT}/check`, () => {
        asked += 1;
        answer({ checking: true });
        return HttpResponse.json(
          { ...driftReport, checking: true },
          { status: 202 },
        );
      }),
    );
    const drift = await open();
    await userEvent.click(
      await drift.findByRole('button', { name: 'Look now' }),
    );
    expect(await drift.findByText('It is looked at just now')).toBeVisible();
    expect(asked).toBe(1);
  });

  it('shows why a look was refused', async () => {
    backend.use(
      http.post(`${DRIFT}/check`, () =>
        refusal(409, 'ConflictError', 'A run works on it'),
      ),
    );
    const drift = await open();
    await userEvent.click(
      await drift.findByRole('button', { name: 'Look now' }),
    );
    expect(await drift.findByRole('alert')).toHaveTextContent(
      'A run works on it',
    );
  });

  it('ignores one attribute with a reason and a day, and ends a rule', async () => {
    const bodies: unknown[] = [];
    const ended: unknown[] = [];
    backend.use(
      http.post(`${DRIFT}/ignores`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(driftReport, { status: 201 });
      }),
      http.post(`${DRIFT}/ignores/:ignoreId/end`, ({ params }) => {
        ended.push(params.ignoreId);
        return HttpResponse.json(driftReport);
      }),
    );
    const drift = await open();
    await userEvent.click(
      await drift.findByRole('button', {
        name: 'Ignore aws_s3_bucket_versioning.this versioning_configuration.0.status',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const confirm = dialog.getByRole('button', { name: 'Ignore it' });
    expect(confirm).toBeDisabled();
    await userEvent.type(
      dialog.getByLabelText(/Why it does not count/),
      'Test',
    );
    await userEvent.type(dialog.getByLabelText(/Until/), '2030-13-99');
    expect(confirm).toBeDisabled();
    await userEvent.clear(dialog.getByLabelText(/Until/));
    await userEvent.type(dialog.getByLabelText(/Until/), '2030-01-31');
    await userEvent.click(confirm);
    await userEvent.click(
      await drift.findByRole('button', {
        name: 'End the rule for aws_sns_topic.old',
      }),
    );
    expect(bodies).toEqual([
      {
        address: 'aws_s3_bucket_versioning.this',
        path: 'versioning_configuration.0.status',
        reason: 'Test',
        until: new Date('2030-01-31T23:59:59').toISOString(),
      },
    ]);
    expect(ended).toEqual([IGNORE_ID]);
  });

  it('plans a revert and opens its run', async () => {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${DRIFT}/revert`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(runDetail, { status: 201 });
      }),
    );
    const drift = await open();
    await userEvent.click(
      await drift.findByRole('button', { name: 'Plan a revert' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /why|reason/i }),
      'Put back',
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Plan the revert' }),
    );
    expect(await screen.findByRole('region', { name: 'Plan' })).toBeVisible();
    expect(bodies).toEqual([{ reason: 'Put back' }]);
  });

  it('asks for secrets again before it plans a revert', async () => {
    const bodies: unknown[] = [];
    answer({ secretVariables: ['password'] });
    backend.use(
      http.post(`${DRIFT}/revert`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(runDetail, { status: 201 });
      }),
    );
    const drift = await open();
    await userEvent.click(
      await drift.findByRole('button', { name: 'Plan a revert' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /why|reason/i }),
      'Put back',
    );
    const confirm = dialog.getByRole('button', { name: 'Plan the revert' });
    expect(confirm).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/password/), 'hunter2');
    await userEvent.click(confirm);
    expect(await screen.findByRole('region', { name: 'Plan' })).toBeVisible();
    expect(bodies).toEqual([
      { reason: 'Put back', secretVariables: { password: 'hunter2' } },
    ]);
  });

  it('calls neither unknown nor half-known well, and offers nothing to who may not', async () => {
    answer({
      drift: { state: 'unknown', resources: 0, problem: 'No access' },
      resources: [],
      ignores: [],
      unchecked: [],
      actions: [],
    });
    const drift = await open();
    expect(await drift.findByText('Drift unknown')).toBeVisible();
    expect(drift.getByText('Never looked at')).toBeVisible();
    expect(
      drift.getByText('It could not be looked at: No access'),
    ).toBeVisible();
    expect(drift.queryByText('In sync')).not.toBeInTheDocument();
    expect(drift.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says that who asks may not see it', async () => {
    backend.use(
      http.get(DRIFT, () => refusal(403, 'NotAllowedError', 'Not allowed')),
    );
    const drift = await open();
    expect(await drift.findByText(/groundwork.stack.read/)).toBeVisible();
  });
});
