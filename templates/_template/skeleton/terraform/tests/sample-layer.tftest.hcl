# SPDX-License-Identifier: Apache-2.0

mock_provider "aws" {
  source = "./tests"
}

variables {
  groundwork = {
    account_id  = "123456789012"
    region      = "eu-west-1"
    environment = "production"
    layer       = "sample-layer"
    name        = "orders"
    stack_id    = "01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z"
    entity_ref  = "resource:default/sample-layer-orders-production"
    owner       = "group:default/orders"
  }
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555"
}

run "logs_are_encrypted_and_kept_for_a_year_in_production" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == var.kms_key_arn
    error_message = "Logs must be encrypted with the key."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 365
    error_message = "Logs must be kept for a year."
  }
}

run "a_key_that_is_no_arn_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/orders"
  }

  expect_failures = [var.kms_key_arn]
}

run "an_unknown_class_is_refused" {
  command = plan

  variables {
    log_group_class = "FREQUENT"
  }

  expect_failures = [var.log_group_class]
}
