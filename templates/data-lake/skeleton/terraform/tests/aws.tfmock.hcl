# SPDX-License-Identifier: Apache-2.0

# What the provider would answer, where a random string would not do.
mock_data "aws_partition" {
  defaults = {
    partition = "aws"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::123456789012:role/groundwork-data-lake-orders"
  }
}
