// SPDX-License-Identifier: Apache-2.0
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  NotInstalledError,
  RUN_STATES,
} from '@groundwork/backstage-plugin-groundwork-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfirmDialog } from './ConfirmDialog';
import { EnvironmentBadge } from './EnvironmentBadge';
import { ErrorState } from './ErrorState';
import { LoadView } from './LoadView';
import { ProblemsNotice } from './ProblemsNotice';
import { describeInstant } from './RelativeTime';
import { RunStateBadge } from './RunStateBadge';

function responseError(status: number, message: string) {
  const error = { name: 'Error', message };
  return ResponseError.fromResponse({
    ok: false,
    redirected: false,
    status,
    statusText: '',
    type: 'basic',
    url: 'http://backend.test',
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({ error, response: { statusCode: status } }),
  });
}

describe('ErrorState', () => {
  it('names the permission the backend names, before its own', async () => {
    renderInTestApp(
      <ErrorState
        error={await responseError(403, 'Needs groundwork.stack.approve')}
        permission="groundwork.stack.read"
      />,
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You may not see this');
    expect(alert).toHaveTextContent('groundwork.stack.approve');
  });

  it('has nothing to try again when a thing is not there', async () => {
    renderInTestApp(
      <ErrorState
        error={await responseError(404, 'There is no run X.')}
        onRetry={() => {}}
      />,
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no run X.',
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it.each([
    [new TypeError('Failed to fetch'), 'The backend did not answer'],
    [
      Object.assign(new Error('[]'), { name: 'ZodError' }),
      'App and backend have to be of the same version',
    ],
    [new Error('The disk is full'), 'The disk is full'],
    [
      new NotInstalledError('The plugin x does not answer'),
      'The plugin x does not answer. What it would know is unknown',
    ],
  ])('says %s in words and offers to try again', async (error, words) => {
    const retry = jest.fn();
    renderInTestApp(<ErrorState error={error} onRetry={retry} />);
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledTimes(1);
  });
});

describe('LoadView', () => {
  it('says that data could not be refreshed, and still shows it', async () => {
    renderInTestApp(
      <LoadView
        state={{
          data: 'what was',
          error: new Error('away'),
          isLoading: false,
          reload: () => {},
        }}
      >
        {data => <p>{data}</p>}
      </LoadView>,
    );
    expect(await screen.findByText('what was')).toBeVisible();
    expect(screen.getByText(/refresh it failed: away/)).toBeVisible();
  });
});

describe('RunStateBadge', () => {
  it.each(RUN_STATES)('says %s with an icon and a text', async state => {
    renderInTestApp(<RunStateBadge state={state} />);
    const text = new RegExp(state.split('-')[0], 'i');
    const words = await screen.findByText(state === 'gated' ? /gate/ : text);
    expect(words.parentElement?.querySelector('svg')).toHaveAttribute(
      'aria-hidden',
      'true',
    );
  });
});

describe('EnvironmentBadge', () => {
  it('says the environment in words', async () => {
    renderInTestApp(<EnvironmentBadge environment="production" />);
    expect(await screen.findByText('Production')).toBeVisible();
  });
});

describe('ProblemsNotice', () => {
  const problem = {
    accountId: '111111111111',
    region: 'eu-west-1',
    code: 'AccessDenied',
    action: 'kms:ListKeys',
    hint: 'Attach the policy.',
  };

  it('counts accounts, not problems, and says what to do', async () => {
    renderInTestApp(
      <ProblemsNotice
        problems={[problem, { ...problem, region: 'us-east-1' }]}
      />,
    );
    expect(await screen.findByText('Problems in one account')).toBeVisible();
    expect(screen.getAllByRole('listitem')[0]).toHaveTextContent(
      '111111111111 eu-west-1 AccessDenied, refused: kms:ListKeys. Attach the policy.',
    );
  });

  it('shows nothing when all could be read', async () => {
    renderInTestApp(
      <div data-testid="around">
        <ProblemsNotice problems={[]} />
      </div>,
    );
    expect(await screen.findByTestId('around')).toBeEmptyDOMElement();
  });
});

describe('ConfirmDialog', () => {
  it('passes the reason on, shows a refusal, and closes when it is done', async () => {
    const onClose = jest.fn();
    const onConfirm = jest
      .fn<Promise<void>, [string | undefined]>()
      .mockRejectedValueOnce(new Error('Somebody was first'))
      .mockResolvedValueOnce(undefined);
    renderInTestApp(
      <ConfirmDialog
        title="Discard this plan?"
        confirmLabel="Discard"
        onConfirm={onConfirm}
        onClose={onClose}
      >
        Nothing is changed.
      </ConfirmDialog>,
    );
    await userEvent.type(await screen.findByRole('textbox'), ' not needed ');
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody was first',
    );
    expect(onClose).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(onConfirm.mock.calls).toEqual([['not needed'], ['not needed']]);
  });
});

describe('describeInstant', () => {
  const now = Date.parse('2025-11-20T12:00:00Z');
  it.each([
    ['2025-11-20T11:59:30Z', '30 seconds ago'],
    ['2025-11-20T11:57:00Z', '3 minutes ago'],
    ['2025-11-20T14:30:00Z', 'in 2 hours'],
    ['2025-11-19T11:00:00Z', 'yesterday'],
    ['2025-11-20T12:00:00Z', 'now'],
  ])('says %s as "%s"', (instant, words) => {
    expect(describeInstant(instant, now)).toBe(words);
  });
});
