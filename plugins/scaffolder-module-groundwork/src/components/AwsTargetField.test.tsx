// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm } from '../__testUtils__/renderForm';

const target = (options: object = {}) => ({
  title: 'Where',
  required: ['target'],
  properties: {
    target: {
      title: 'Target',
      type: 'object',
      'ui:field': 'AwsTarget',
      'ui:options': options,
    },
  },
});

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));
const choose = async (field: RegExp, option: RegExp) => {
  await press(field);
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

describe('AwsTarget', () => {
  it('gives account, Region and the environment of the account, and nothing else', async () => {
    const onCreate = renderForm([target()], {});
    await choose(/Account/, /Core \(111111111111\)/);
    expect(screen.getByText(/Environment: Production/)).toBeVisible();
    await choose(/Region/, /eu-west-1/);
    await press('Review');
    expect(await screen.findByText('111111111111')).toBeVisible();
    expect(screen.getByText('production')).toBeVisible();
    await press('Create');
    expect(onCreate).toHaveBeenCalledWith({
      target: {
        accountId: '111111111111',
        region: 'eu-west-1',
        environment: 'production',
      },
    });
  });

  it('takes the only Region of an account without asking', async () => {
    const onCreate = renderForm([target()], {});
    await choose(/Account/, /Core dev/);
    await press('Review');
    await press('Create');
    expect(onCreate.mock.calls[0][0]).toEqual({
      target: {
        accountId: '111111111113',
        region: 'eu-west-1',
        environment: 'development',
      },
    });
  });

  it('shows by environment what may not be used, and why', async () => {
    renderForm([target()], {});
    await press(/Account/);
    const staging = await screen.findByRole('group', { name: 'Staging' });
    const option = within(staging).getByRole('option');
    expect(option).toHaveAttribute('aria-disabled', 'true');
    expect(option).toHaveTextContent('groundwork.account.use');
  });

  it('asks for what is missing', async () => {
    const onCreate = renderForm([target()], {});
    await choose(/Account/, /Core \(111111111111\)/);
    await press('Review');
    expect(
      (
        await screen.findAllByText(/Choose an account and a Region|required/)
      )[0],
    ).toBeVisible();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('has no Region for a global layer', async () => {
    const onCreate = renderForm([target({ global: true })], {});
    await choose(/Account/, /Core \(111111111111\)/);
    expect(screen.queryByRole('button', { name: /Region/ })).toBeNull();
    expect(screen.getByText(/stands in no Region/)).toBeVisible();
    await press('Review');
    await press('Create');
    expect(onCreate.mock.calls[0][0]).toEqual({
      target: {
        accountId: '111111111111',
        region: 'global',
        environment: 'production',
      },
    });
  });

  it('remembers the choice when one steps back', async () => {
    renderForm([target(), { title: 'Key', properties: {} }], {});
    await choose(/Account/, /Core \(111111111111\)/);
    await choose(/Region/, /us-east-1/);
    await press('Next');
    await press('Back');
    expect(
      await screen.findByRole('button', { name: /Account/ }),
    ).toHaveTextContent('Core (111111111111)');
    expect(screen.getByRole('button', { name: /Region/ })).toHaveTextContent(
      'us-east-1',
    );
  });

  it('says where accounts come from when there is none', async () => {
    renderForm([target()], {
      listAccounts: async () => ({ items: [], problems: [] }),
    });
    expect(
      await screen.findByText('There is no account to choose'),
    ).toBeVisible();
  });

  it('says why the accounts could not be read', async () => {
    renderForm([target()], {
      listAccounts: async () => {
        throw new Error('The database is away');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
  });
});
