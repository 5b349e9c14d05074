# SPDX-License-Identifier: Apache-2.0

locals {
  # What differs between environments.
  environment = {
    production  = { retention_in_days = 365 }
    staging     = { retention_in_days = 90 }
    development = { retention_in_days = 30 }
  }[var.groundwork.environment]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/groundwork/sample-layer/${var.groundwork.name}"
  kms_key_id        = var.kms_key_arn
  log_group_class   = var.log_group_class
  retention_in_days = local.environment.retention_in_days
}
