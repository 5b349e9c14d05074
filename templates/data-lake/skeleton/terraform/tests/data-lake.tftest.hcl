# SPDX-License-Identifier: Apache-2.0

mock_provider "aws" {
  source = "./tests"
}

variables {
  groundwork = {
    account_id  = "123456789012"
    region      = "eu-west-1"
    environment = "production"
    layer       = "data-lake"
    name        = "orders"
    stack_id    = "01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z"
    entity_ref  = "resource:default/data-lake-orders-production"
    owner       = "group:default/orders"
  }
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555"
}

run "both_buckets_are_private_versioned_and_owned_by_the_account" {
  command = plan

  assert {
    condition     = alltrue([for block in [aws_s3_bucket_public_access_block.this, aws_s3_bucket_public_access_block.logs] : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "Public access must be blocked."
  }

  assert {
    condition     = alltrue([for versioning in [aws_s3_bucket_versioning.this, aws_s3_bucket_versioning.logs] : versioning.versioning_configuration[0].status == "Enabled"])
    error_message = "Versions must be kept."
  }

  assert {
    condition     = alltrue([for controls in [aws_s3_bucket_ownership_controls.this, aws_s3_bucket_ownership_controls.logs] : controls.rule[0].object_ownership == "BucketOwnerEnforced"])
    error_message = "Access control lists must be off."
  }
}

run "both_buckets_refuse_transport_in_clear" {
  command = plan

  assert {
    condition     = alltrue([for policy in [aws_s3_bucket_policy.this.policy, aws_s3_bucket_policy.logs.policy] : jsondecode(policy).Statement[0].Effect == "Deny" && jsondecode(policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"])
    error_message = "The first statement must deny requests without TLS."
  }
}

run "the_bucket_is_encrypted_with_the_key_of_the_lake_and_with_no_other" {
  command = plan

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn
    error_message = "Objects must be encrypted with the key."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[2].Condition.StringNotEquals["s3:x-amz-server-side-encryption-aws-kms-key-id"] == var.kms_key_arn
    error_message = "Another key must be refused."
  }
}

run "objects_move_by_zone_and_old_versions_are_removed" {
  command = plan

  variables {
    raw_transition_in_days = 45
  }

  assert {
    condition     = { for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.id => [for transition in rule.transition : "${transition.storage_class} ${transition.days}"] } == { versions = [], raw = ["GLACIER_IR 45"], curated = ["INTELLIGENT_TIERING 0"], serving = ["INTELLIGENT_TIERING 0"] }
    error_message = "Each zone must have its transition."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 90
    error_message = "Old versions must be removed after 90 days."
  }
}

run "accesses_are_logged_for_a_year_in_production" {
  command = plan

  assert {
    condition     = aws_s3_bucket_logging.this.target_prefix == "access/"
    error_message = "Accesses must be logged."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration[0].days == 365
    error_message = "Logs must be kept for a year."
  }
}

run "accesses_are_logged_for_a_month_in_development" {
  command = plan

  variables {
    groundwork = {
      account_id  = "123456789012"
      region      = "eu-west-1"
      environment = "development"
      layer       = "data-lake"
      name        = "orders"
      stack_id    = "01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z"
      entity_ref  = "resource:default/data-lake-orders-development"
      owner       = "group:default/orders"
    }
    noncurrent_version_expiration_in_days = 7
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration[0].days == 30
    error_message = "Logs must be kept for a month."
  }
}

run "access_points_reach_nothing_but_their_zone" {
  command = plan

  assert {
    condition     = keys(aws_s3_access_point.zone) == ["curated", "raw", "serving"]
    error_message = "Each zone must have an access point."
  }

  assert {
    condition     = alltrue([for zone, point in aws_s3_access_point.zone : jsondecode(point.policy).Statement[0].NotResource == "arn:aws:s3:eu-west-1:123456789012:accesspoint/orders-${zone}/object/${zone}/*"])
    error_message = "Objects outside the zone must be refused."
  }
}

run "objects_are_locked_only_when_asked_for" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled == false && length(aws_s3_bucket_object_lock_configuration.this) == 0
    error_message = "Objects must not be locked."
  }
}

run "objects_can_be_locked" {
  command = plan

  variables {
    object_lock_mode = "COMPLIANCE"
  }

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled && aws_s3_bucket_object_lock_configuration.this[0].rule[0].default_retention[0].mode == "COMPLIANCE"
    error_message = "Objects must be locked."
  }
}

run "nothing_is_replicated_unless_asked_for" {
  command = plan

  assert {
    condition     = length(aws_s3_bucket_replication_configuration.this) + length(aws_iam_role.replication) == 0
    error_message = "Nothing must be replicated."
  }
}

run "everything_is_replicated_and_what_is_deleted_here_is_kept" {
  command = apply

  variables {
    replica_bucket_arn  = "arn:aws:s3:::dl-copy-data-123456789012-us-east-1"
    replica_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/21111111-2222-4333-8444-555555555555"
  }

  assert {
    condition     = aws_s3_bucket_replication_configuration.this[0].rule[0].delete_marker_replication[0].status == "Disabled"
    error_message = "Deletions must not be replicated."
  }

  assert {
    condition     = jsondecode(aws_iam_role.replication[0].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws:s3:::dl-orders-data-123456789012-eu-west-1"
    error_message = "The role must be for this bucket only."
  }
}

run "a_key_that_is_no_arn_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/orders"
  }

  expect_failures = [var.kms_key_arn]
}

run "a_transition_before_30_days_is_refused" {
  command = plan

  variables {
    raw_transition_in_days = 29
  }

  expect_failures = [var.raw_transition_in_days]
}

run "removing_versions_after_ten_years_is_refused" {
  command = plan

  variables {
    noncurrent_version_expiration_in_days = 3651
  }

  expect_failures = [var.noncurrent_version_expiration_in_days]
}

run "removing_versions_within_30_days_is_refused_in_production" {
  command = plan

  variables {
    noncurrent_version_expiration_in_days = 29
  }

  expect_failures = [var.noncurrent_version_expiration_in_days]
}

run "an_unknown_lock_is_refused" {
  command = plan

  variables {
    object_lock_mode = "LOCKED"
  }

  expect_failures = [var.object_lock_mode]
}

run "a_lock_of_no_day_is_refused" {
  command = plan

  variables {
    object_lock_retention_in_days = 0
  }

  expect_failures = [var.object_lock_retention_in_days]
}

run "a_replica_that_is_no_bucket_is_refused" {
  command = plan

  variables {
    replica_bucket_arn  = "copy"
    replica_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/21111111-2222-4333-8444-555555555555"
  }

  expect_failures = [var.replica_bucket_arn]
}

run "a_replica_key_that_is_no_arn_is_refused" {
  command = plan

  variables {
    replica_bucket_arn  = "arn:aws:s3:::copy"
    replica_kms_key_arn = "alias/copy"
  }

  expect_failures = [var.replica_kms_key_arn]
}

run "a_replica_without_a_key_is_refused" {
  command = plan

  variables {
    replica_bucket_arn = "arn:aws:s3:::copy"
  }

  expect_failures = [var.replica_kms_key_arn]
}
