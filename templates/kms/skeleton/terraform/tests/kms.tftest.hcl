# SPDX-License-Identifier: Apache-2.0

mock_provider "aws" {
  source = "./tests"
}

variables {
  groundwork = {
    account_id  = "123456789012"
    region      = "eu-west-1"
    environment = "production"
    layer       = "kms"
    name        = "orders"
    stack_id    = "01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z"
    entity_ref  = "resource:default/kms-orders-production"
    owner       = "group:default/orders"
  }
}

run "a_key_is_secure_by_default" {
  command = plan

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.rotation_period_in_days == 365
    error_message = "The key material must rotate each year."
  }

  assert {
    condition     = aws_kms_key.this.deletion_window_in_days == 30
    error_message = "Deletion must wait for 30 days."
  }

  assert {
    condition     = aws_kms_key.this.key_usage == "ENCRYPT_DECRYPT" && aws_kms_key.this.multi_region == false
    error_message = "The key must be a symmetric key of one Region."
  }

  assert {
    condition     = [for s in jsondecode(aws_kms_key.this.policy).Statement : s.Sid] == ["LetIamPoliciesDecide"]
    error_message = "Nobody but the account's own IAM policies may decide about the key."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[0].Principal.AWS == "arn:aws:iam::123456789012:root"
    error_message = "The first statement must be for the account."
  }
}

run "the_alias_names_the_stack" {
  command = plan

  assert {
    condition     = aws_kms_alias.this.name == "alias/groundwork/orders"
    error_message = "The alias must be alias/groundwork/<name>."
  }
}

run "the_outputs_are_those_of_the_key" {
  command = apply

  assert {
    condition     = output.key_arn == aws_kms_key.this.arn && output.key_id == aws_kms_key.this.key_id && output.alias_name == "alias/groundwork/orders"
    error_message = "The outputs must be the ARN, the id and the alias of the key."
  }
}

run "services_use_the_key_for_callers_of_this_account_only" {
  command = plan

  variables {
    services = ["s3", "ec2"]
  }

  assert {
    condition = jsondecode(aws_kms_key.this.policy).Statement[1].Condition == {
      StringEquals = {
        "kms:CallerAccount" = "123456789012"
        "kms:ViaService"    = ["ec2.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"]
      }
    }
    error_message = "Use through services must be bound to the account and the services."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[2].Condition.Bool["kms:GrantIsForAWSResource"] == "true"
    error_message = "Grants must be for AWS resources."
  }
}

run "services_use_the_key_in_their_own_name_for_this_account_only" {
  command = plan

  variables {
    services = ["logs", "cloudtrail", "events"]
  }

  assert {
    condition     = [for s in jsondecode(aws_kms_key.this.policy).Statement : s.Sid] == ["LetIamPoliciesDecide", "UseByCloudtrail", "UseByEvents", "UseByLogs"]
    error_message = "Each service must have its statement."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[1].Condition.ArnLike["aws:SourceArn"] == "arn:aws:cloudtrail:*:123456789012:trail/*"
    error_message = "CloudTrail must be bound to trails of the account."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[2].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "EventBridge must be bound to the account."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[3].Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:eu-west-1:123456789012:*"
    error_message = "CloudWatch Logs must be bound to log groups of the account."
  }
}

run "administrators_may_not_use_the_key" {
  command = plan

  variables {
    administrator_arns = ["arn:aws:iam::123456789012:role/security"]
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[1].Principal.AWS == ["arn:aws:iam::123456789012:role/security"]
    error_message = "The role must be an administrator."
  }

  assert {
    condition     = length(setintersection(jsondecode(aws_kms_key.this.policy).Statement[1].Action, ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:CreateGrant"])) == 0
    error_message = "An administrator must not decrypt, encrypt or grant."
  }
}

run "development_may_delete_sooner" {
  command = plan

  variables {
    groundwork = {
      account_id  = "123456789012"
      region      = "eu-west-1"
      environment = "development"
      layer       = "kms"
      name        = "orders"
      stack_id    = "01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z"
      entity_ref  = "resource:default/kms-orders-development"
      owner       = "group:default/orders"
    }
    deletion_window_in_days = 7
  }

  assert {
    condition     = aws_kms_key.this.deletion_window_in_days == 7
    error_message = "Development may wait for 7 days only."
  }
}

run "production_may_not_delete_sooner" {
  command = plan

  variables {
    deletion_window_in_days = 29
  }

  expect_failures = [var.deletion_window_in_days]
}

run "a_deletion_window_above_30_days_is_refused" {
  command = plan

  variables {
    deletion_window_in_days = 31
  }

  expect_failures = [var.deletion_window_in_days]
}

run "a_rotation_period_below_90_days_is_refused" {
  command = plan

  variables {
    rotation_period_in_days = 89
  }

  expect_failures = [var.rotation_period_in_days]
}

run "a_rotation_period_above_2560_days_is_refused" {
  command = plan

  variables {
    rotation_period_in_days = 2561
  }

  expect_failures = [var.rotation_period_in_days]
}

run "an_unknown_service_is_refused" {
  command = plan

  variables {
    services = ["s4"]
  }

  expect_failures = [var.services]
}

run "a_service_named_twice_is_refused" {
  command = plan

  variables {
    services = ["s3", "s3"]
  }

  expect_failures = [var.services]
}

run "an_administrator_that_is_no_role_is_refused" {
  command = plan

  variables {
    administrator_arns = ["arn:aws:iam::123456789012:user/alice"]
  }

  expect_failures = [var.administrator_arns]
}

run "an_administrator_named_twice_is_refused" {
  command = plan

  variables {
    administrator_arns = ["arn:aws:iam::123456789012:role/security", "arn:aws:iam::123456789012:role/security"]
  }

  expect_failures = [var.administrator_arns]
}
