// SPDX-License-Identifier: Apache-2.0
import { Text } from '@backstage/ui';

export function RunsRoutes() {
  return <Text>Runs</Text>;
}
