// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { giveElementsSize } from '../../__testUtils__/layout';
import { largePlan, plan } from '../../__testUtils__/plans';
import { PlanView } from './PlanView';

describe('PlanView', () => {
  giveElementsSize({ window: 600, row: 30 });
  const list = () => screen.findByRole('list', { name: 'Changed resources' });
  const row = async (name: RegExp) =>
    (await screen.findByRole('button', { name })).closest('[role=listitem]');

  it('puts the gravest first, each with before and after', async () => {
    renderInTestApp(<PlanView plan={plan} />);
    const headings = within(await list()).getAllByRole('heading');
    expect(headings.map(heading => heading.textContent)).toEqual([
      '1 to delete',
      '1 to replace',
      '1 to update',
      '2 to create',
    ]);
    const rotation = screen.getByText('enable_key_rotation').closest('div');
    expect(rotation).toHaveTextContent('enable_key_rotationfalsetrue');
    expect(await row(/aws_s3_bucket.audit/)).toHaveTextContent(
      'Why: replace because cannot update',
    );
    expect(screen.getByText('bucket').closest('div')).toHaveTextContent(
      'This is why the resource is replaced',
    );
  });

  it('says what is known after apply, what is not set, and what is masked', async () => {
    renderInTestApp(<PlanView plan={plan} />);
    await list();
    expect(screen.getByText('target_key_arn').closest('div')).toHaveTextContent(
      'not setknown after apply',
    );
    const masked = screen.getByText('tags.rotation_secret').closest('div');
    expect(masked).toHaveTextContent(/^tags\.rotation_secretmasked$/);
    const output = screen.getByText('import_token').closest('div');
    expect(output).toHaveTextContent(/^import_tokenmasked$/);
  });

  it('says what is imported, and finds what is changed besides under both', async () => {
    const [first] = plan.resources;
    const resources = [
      {
        ...first,
        address: 'aws_sqs_queue.same',
        action: 'import' as const,
        importId: 'queue-1',
      },
      {
        ...first,
        address: 'aws_sqs_queue.named',
        action: 'update' as const,
        importId: 'queue-2',
      },
    ];
    renderInTestApp(<PlanView plan={{ ...plan, resources }} />);
    expect(await row(/aws_sqs_queue.same/)).toHaveTextContent(
      'imported as queue-1',
    );
    const named = await row(/aws_sqs_queue.named/);
    expect(named).toHaveTextContent(/Update.*Import.*imported as queue-2/);
    await userEvent.click(screen.getByRole('button', { name: 'Import' }));
    expect(screen.getByText('2 of 2 resources')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Import' }));
    await userEvent.click(screen.getByRole('button', { name: 'Update' }));
    expect(screen.getByText('1 of 2 resources')).toBeVisible();
  });

  it('shows first what a reviewer has to see', async () => {
    renderInTestApp(<PlanView plan={plan} />);
    expect(
      await screen.findByText(/lets every role of the account decrypt/),
    ).toBeVisible();
    expect(screen.getByText(/AwsSolutions-KMS5/)).toBeVisible();
  });

  it('filters by what happens and by text', async () => {
    renderInTestApp(<PlanView plan={plan} />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(screen.getByText('2 of 5 resources')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await userEvent.type(screen.getByRole('searchbox'), 'rotation');
    expect(screen.getByText('1 of 5 resources')).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox'), 'nothing');
    expect(screen.getByText('No resource matches.')).toBeVisible();
  });

  it('opens and closes a resource by keyboard', async () => {
    renderInTestApp(<PlanView plan={plan} />);
    const resource = await screen.findByRole('button', {
      name: /aws_kms_key.this/,
    });
    expect(resource).toHaveAttribute('aria-expanded', 'true');
    resource.focus();
    await userEvent.keyboard('{Enter}');
    expect(resource).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('enable_key_rotation')).not.toBeInTheDocument();
  });

  it('mounts at most a hundred rows of five hundred opened resources', async () => {
    renderInTestApp(<PlanView plan={largePlan(500)} />);
    expect(await screen.findByText('500 of 500 resources')).toBeVisible();
    const closed = within(await list()).getAllByRole('listitem');
    expect(closed.length).toBeGreaterThan(5);
    expect(closed.length).toBeLessThanOrEqual(100);
    await userEvent.click(screen.getByRole('button', { name: 'Expand all' }));
    const opened = within(await list()).getAllByRole('listitem');
    expect(opened.length).toBeLessThanOrEqual(100);
    expect(opened[0]).toHaveAttribute('aria-setsize', '2002');
  });

  it('says so when nothing would be changed', async () => {
    renderInTestApp(
      <PlanView
        plan={{
          ...plan,
          hasChanges: false,
          resources: [],
          outputs: [],
          notes: [],
        }}
      />,
    );
    expect(await screen.findByText(/Nothing would be changed/)).toBeVisible();
  });
});
