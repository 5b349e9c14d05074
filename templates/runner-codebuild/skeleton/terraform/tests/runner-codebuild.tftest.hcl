# SPDX-License-Identifier: Apache-2.0

mock_provider "aws" {
  source = "./tests"
}

variables {
  groundwork = {
    account_id  = "123456789012"
    region      = "eu-west-1"
    environment = "production"
    layer       = "runner-codebuild"
    name        = "orders"
    stack_id    = "01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z"
    entity_ref  = "resource:default/runner-codebuild-orders-production"
    owner       = "group:default/orders"
  }
}

run "a_build_has_no_source_no_privileges_and_no_secret" {
  command = plan

  assert {
    condition     = aws_codebuild_project.this.source[0].type == "NO_SOURCE" && aws_codebuild_project.this.artifacts[0].type == "NO_ARTIFACTS"
    error_message = "A build must take its work from the job alone."
  }

  assert {
    condition     = one(aws_codebuild_project.this.environment).privileged_mode == false
    error_message = "Builds must not be privileged."
  }

  assert {
    condition     = { for variable in one(aws_codebuild_project.this.environment).environment_variable : variable.name => variable.value } == { GROUNDWORK_JOB_KEY_PARAMETER = "/groundwork/runner/orders/job-key" }
    error_message = "The environment must name the parameter of the key, and nothing else."
  }
}

run "builds_are_limited_and_wait_for_half_an_hour" {
  command = plan

  variables {
    concurrent_build_limit = 3
  }

  assert {
    condition     = aws_codebuild_project.this.concurrent_build_limit == 3 && aws_codebuild_project.this.queued_timeout == 30
    error_message = "Builds must be limited, and wait for half an hour at most."
  }
}

run "an_image_of_codebuild_fetches_terraform_and_the_runner" {
  command = plan

  variables {
    runner_version = "1.2.3"
  }

  assert {
    condition     = strcontains(jsondecode(aws_codebuild_project.this.source[0].buildspec).phases.install.commands[1], "sha256sum --check --strict")
    error_message = "Terraform must be what its publisher says it is."
  }

  assert {
    condition     = jsondecode(aws_codebuild_project.this.source[0].buildspec).phases.build.commands == ["npx --yes --package '@groundwork/backstage-plugin-aws-stacks-runner@1.2.3' groundwork-remote-runner"]
    error_message = "The build must run the runner of the version that was named."
  }

  assert {
    condition     = one(aws_codebuild_project.this.environment).image_pull_credentials_type == "CODEBUILD"
    error_message = "CodeBuild must pull its own image."
  }
}

run "an_image_of_ecr_is_pulled_by_the_role_and_holds_the_runner" {
  command = apply

  variables {
    image = "222222222222.dkr.ecr.us-east-1.amazonaws.com/tools/runner@sha256:${join("", [for n in range(8) : "0123abcd"])}"
  }

  assert {
    condition     = jsondecode(aws_codebuild_project.this.source[0].buildspec) == { version = "0.2", phases = { build = { commands = ["groundwork-remote-runner"] } } }
    error_message = "The build must call the runner of the image."
  }

  assert {
    condition     = one([for s in jsondecode(aws_iam_policy.this.policy).Statement : s.Resource if s.Sid == "PullImage"]) == "arn:aws:ecr:us-east-1:222222222222:repository/tools/runner"
    error_message = "The role must pull this image alone."
  }
}

run "a_build_reads_jobs_and_writes_results_and_nothing_else" {
  command = apply

  assert {
    condition     = { for s in jsondecode(aws_iam_policy.this.policy).Statement : s.Sid => s.Resource if startswith(try(tostring(s.Action), s.Action[0]), "s3:") } == { ReadJobs = ["arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1/jobs/*/in/*", "arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1/jobs/*/out/plan.enc"], WriteResults = "arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1/jobs/*/out/*", SeeWhatIsMissing = "arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1" }
    error_message = "Builds must reach jobs and results alone."
  }

  assert {
    condition     = one([for s in jsondecode(aws_iam_policy.this.policy).Statement : s.Resource if s.Sid == "AssumeRolesOfAccounts"]) == ["arn:aws:iam::123456789012:role/groundwork-plan", "arn:aws:iam::123456789012:role/groundwork-apply"]
    error_message = "Builds must assume the plan and apply roles of this account."
  }

  assert {
    condition     = length(setintersection([for s in jsondecode(aws_iam_policy.this.policy).Statement : s.Sid], ["PullImage", "JoinVpc"])) == 0
    error_message = "What was not asked for must not be allowed."
  }
}

run "the_policy_of_the_role_is_its_boundary" {
  command = apply

  assert {
    condition     = aws_iam_role.this.permissions_boundary == aws_iam_policy.this.arn && aws_iam_role_policy_attachment.this.policy_arn == aws_iam_policy.this.arn
    error_message = "The role must be bounded by its own policy."
  }

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:codebuild:eu-west-1:123456789012:project/groundwork-runner-orders"
    error_message = "The role must be for this project alone."
  }
}

run "another_boundary_can_be_named" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/groundwork-boundary"
  }

  assert {
    condition     = aws_iam_role.this.permissions_boundary == "arn:aws:iam::123456789012:policy/groundwork-boundary"
    error_message = "The role must have the boundary that was named."
  }
}

run "the_roles_of_other_accounts_can_be_named" {
  command = apply

  variables {
    assumed_role_arns = ["arn:aws:iam::222222222222:role/groundwork-plan"]
  }

  assert {
    condition     = one([for s in jsondecode(aws_iam_policy.this.policy).Statement : s.Resource if s.Sid == "AssumeRolesOfAccounts"]) == ["arn:aws:iam::222222222222:role/groundwork-plan"]
    error_message = "Builds must assume the roles that were named, and no other."
  }
}

run "the_backend_starts_and_stops_builds_of_this_project_alone" {
  command = apply

  assert {
    condition     = one([for s in jsondecode(aws_iam_policy.submit.policy).Statement : s.Resource if s.Sid == "StartAndStopBuilds"]) == "arn:aws:codebuild:eu-west-1:123456789012:project/groundwork-runner-orders"
    error_message = "The policy must be for this project alone."
  }

  assert {
    condition     = one([for s in jsondecode(aws_iam_policy.submit.policy).Statement : s.Resource if s.Sid == "WriteJobs"]) == ["arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1/jobs/*/in/*", "arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1/jobs/*/out/result.json", "arn:aws:s3:::gw-runner-orders-123456789012-eu-west-1/jobs/*/out/taken"]
    error_message = "The backend must write jobs, and the two objects by which it ends one."
  }
}

run "jobs_are_private_encrypted_and_gone_after_a_fortnight" {
  command = apply

  assert {
    condition     = alltrue([aws_s3_bucket_public_access_block.this.block_public_acls, aws_s3_bucket_public_access_block.this.block_public_policy, aws_s3_bucket_public_access_block.this.ignore_public_acls, aws_s3_bucket_public_access_block.this.restrict_public_buckets])
    error_message = "Public access must be blocked."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == aws_kms_key.this.arn
    error_message = "Jobs must be encrypted with the key."
  }

  assert {
    condition     = [for s in jsondecode(aws_s3_bucket_policy.this.policy).Statement : s.Sid] == ["OnlyEncryptedTransport", "OnlyKmsEncryption", "OnlyKeyOfTheRunner"]
    error_message = "Transport in clear and other keys must be refused."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].expiration[0].days == 14
    error_message = "Jobs must be removed after 14 days."
  }
}

run "the_log_is_encrypted_and_kept_for_a_year_in_production" {
  command = apply

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 365 && aws_cloudwatch_log_group.this.kms_key_id == aws_kms_key.this.arn
    error_message = "The log must be encrypted and kept for a year."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[1].Condition.ArnEquals["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:eu-west-1:123456789012:log-group:/groundwork/runner/orders"
    error_message = "CloudWatch Logs must use the key for this log group alone."
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30
    error_message = "The key must rotate, and wait for 30 days before it is deleted."
  }
}

run "the_log_is_kept_for_a_month_in_development" {
  command = plan

  variables {
    groundwork = {
      account_id  = "123456789012"
      region      = "eu-west-1"
      environment = "development"
      layer       = "runner-codebuild"
      name        = "orders"
      stack_id    = "01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z"
      entity_ref  = "resource:default/runner-codebuild-orders-development"
      owner       = "group:default/orders"
    }
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 30 && aws_kms_key.this.deletion_window_in_days == 7
    error_message = "Development keeps logs for a month and keys for a week."
  }
}

run "builds_can_run_in_a_vpc" {
  command = apply

  variables {
    vpc_id             = "vpc-0123456789abcdef0"
    subnet_ids         = ["subnet-0123456789abcdef0"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }

  assert {
    condition     = aws_codebuild_project.this.vpc_config[0].vpc_id == "vpc-0123456789abcdef0"
    error_message = "Builds must run in the VPC."
  }

  assert {
    condition     = one([for s in jsondecode(aws_iam_policy.this.policy).Statement : s.Condition.ArnEquals["ec2:Subnet"] if s.Sid == "LendInterface"]) == ["arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-0123456789abcdef0"]
    error_message = "Interfaces must be lent in the subnets alone."
  }
}

run "an_image_of_elsewhere_is_refused" {
  command = plan

  variables {
    image = "docker.io/library/node:24"
  }

  expect_failures = [var.image]
}

run "a_range_of_versions_is_refused" {
  command = plan

  variables {
    runner_version = "^0.1.0"
  }

  expect_failures = [var.runner_version]
}

run "a_role_with_a_wildcard_is_refused" {
  command = plan

  variables {
    assumed_role_arns = ["arn:aws:iam::*:role/groundwork-plan"]
  }

  expect_failures = [var.assumed_role_arns]
}

run "a_role_named_twice_is_refused" {
  command = plan

  variables {
    assumed_role_arns = ["arn:aws:iam::123456789012:role/groundwork-plan", "arn:aws:iam::123456789012:role/groundwork-plan"]
  }

  expect_failures = [var.assumed_role_arns]
}

run "a_boundary_that_is_no_policy_is_refused" {
  command = plan

  variables {
    permissions_boundary_arn = "groundwork-boundary"
  }

  expect_failures = [var.permissions_boundary_arn]
}

run "no_build_at_once_is_refused" {
  command = plan

  variables {
    concurrent_build_limit = 0
  }

  expect_failures = [var.concurrent_build_limit]
}

run "a_vpc_that_is_none_is_refused" {
  command = plan

  variables {
    vpc_id             = "main"
    subnet_ids         = ["subnet-0123456789abcdef0"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }

  expect_failures = [var.vpc_id]
}

run "a_vpc_without_subnets_is_refused" {
  command = plan

  variables {
    vpc_id             = "vpc-0123456789abcdef0"
    security_group_ids = ["sg-0123456789abcdef0"]
  }

  expect_failures = [var.vpc_id]
}

run "a_subnet_that_is_none_is_refused" {
  command = plan

  variables {
    vpc_id             = "vpc-0123456789abcdef0"
    subnet_ids         = ["private-a"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "a_subnet_named_twice_is_refused" {
  command = plan

  variables {
    vpc_id             = "vpc-0123456789abcdef0"
    subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef0"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "a_security_group_that_is_none_is_refused" {
  command = plan

  variables {
    vpc_id             = "vpc-0123456789abcdef0"
    subnet_ids         = ["subnet-0123456789abcdef0"]
    security_group_ids = ["https"]
  }

  expect_failures = [var.security_group_ids]
}

run "a_security_group_named_twice_is_refused" {
  command = plan

  variables {
    vpc_id             = "vpc-0123456789abcdef0"
    subnet_ids         = ["subnet-0123456789abcdef0"]
    security_group_ids = ["sg-0123456789abcdef0", "sg-0123456789abcdef0"]
  }

  expect_failures = [var.security_group_ids]
}
