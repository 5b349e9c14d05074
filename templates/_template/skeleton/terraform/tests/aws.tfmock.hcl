# SPDX-License-Identifier: Apache-2.0

# What the provider would answer, where a random string would not do.
mock_data "aws_partition" {
  defaults = {
    partition = "aws"
  }
}
