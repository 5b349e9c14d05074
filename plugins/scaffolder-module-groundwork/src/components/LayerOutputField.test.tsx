// SPDX-License-Identifier: Apache-2.0
import type { OutputsQuery } from '@groundwork/backstage-plugin-groundwork-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { keyChoice, renderForm } from '../__testUtils__/renderForm';

const where = {
  title: 'Where',
  required: ['target'],
  properties: {
    target: { title: 'Target', type: 'object', 'ui:field': 'AwsTarget' },
  },
};

const key = (
  options: object = { layer: 'kms', output: 'key_arn' },
  required: string[] = ['key'],
) => ({
  title: 'Key',
  required,
  properties: {
    key: {
      title: 'Encryption key',
      type: 'object',
      'ui:field': 'LayerOutput',
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

const listOutputs = async () => ({ items: [keyChoice], problems: [] });

describe('LayerOutput', () => {
  it('offers the outputs of the target that is chosen, and gives stack, output and value', async () => {
    const queries: OutputsQuery[] = [];
    const onCreate = renderForm([where, key()], {
      listOutputs: async query => {
        queries.push(query);
        return listOutputs();
      },
    });
    await choose(/Account/, /Core \(111111111111\)/);
    await choose(/Region/, /eu-west-1/);
    await press('Next');
    await choose(/Encryption key/, /orders, 111111111111 eu-west-1/);
    await press('Review');
    await press('Create');
    expect(queries[0]).toEqual({
      layer: 'kms',
      output: 'key_arn',
      accountId: '111111111111',
      region: 'eu-west-1',
    });
    expect(onCreate.mock.calls[0][0]).toMatchObject({
      key: {
        stackId: keyChoice.stackId,
        output: 'key_arn',
        value: keyChoice.value,
      },
    });
  });

  it('says what to create first, with a way to do it, when there is nothing to choose', async () => {
    renderForm([key()], {
      listOutputs: async () => ({ items: [], problems: [] }),
    });
    expect(
      await screen.findByText(
        'There is no applied kms stack. Create one first.',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: /Create a kms stack/ }),
    ).toHaveAttribute('href', '/create/templates/default/kms');
  });

  it('does not go on without a choice', async () => {
    const onCreate = renderForm([key()], { listOutputs });
    await press('Review');
    expect((await screen.findAllByText(/Choose a stack/))[0]).toBeVisible();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('goes on without a choice when the field is optional', async () => {
    const onCreate = renderForm([key(undefined, [])], { listOutputs });
    await press('Review');
    await press('Create');
    expect(onCreate.mock.calls[0][0]).toEqual({});
  });

  it('does not take a value that is no longer the one that was chosen', async () => {
    let items = [keyChoice];
    const onCreate = renderForm([key()], {
      listOutputs: async () => ({ items, problems: [] }),
    });
    await choose(/Encryption key/, /orders/);
    items = [
      { ...keyChoice, value: 'arn:aws:kms:eu-west-1:111111111111:key/new' },
    ];
    await press('Review');
    expect(
      (await screen.findAllByText(/its key_arn has changed. Choose again/))[0],
    ).toBeVisible();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('tells the author of a template what is missing', async () => {
    renderForm([key({})], { listOutputs });
    expect(
      await screen.findByText(/has to name a layer and an output/),
    ).toBeVisible();
  });
});
