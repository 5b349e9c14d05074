# SPDX-License-Identifier: Apache-2.0

# What the provider would answer, where a random string would not do.
mock_data "aws_partition" {
  defaults = {
    partition = "aws"
  }
}

mock_resource "aws_kms_key" {
  defaults = {
    arn    = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555"
    key_id = "11111111-2222-4333-8444-555555555555"
  }
}

mock_resource "aws_iam_policy" {
  defaults = {
    arn = "arn:aws:iam::123456789012:policy/groundwork-runner-orders"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::123456789012:role/groundwork-runner-orders"
  }
}
