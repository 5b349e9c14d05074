// SPDX-License-Identifier: Apache-2.0
import { Text } from '@backstage/ui';

export function StacksRoutes() {
  return <Text>Stacks</Text>;
}
