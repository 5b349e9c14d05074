# SPDX-License-Identifier: Apache-2.0

locals {
  # What differs between environments.
  environment = {
    production  = { minimum_version_retention_in_days = 30, log_retention_in_days = 365 }
    staging     = { minimum_version_retention_in_days = 7, log_retention_in_days = 90 }
    development = { minimum_version_retention_in_days = 7, log_retention_in_days = 30 }
  }[var.groundwork.environment]

  # Each zone is a prefix of the bucket with an access point of its own.
  zones = {
    raw     = { storage_class = "GLACIER_IR", transition_in_days = var.raw_transition_in_days }
    curated = { storage_class = "INTELLIGENT_TIERING", transition_in_days = 0 }
    serving = { storage_class = "INTELLIGENT_TIERING", transition_in_days = 0 }
  }

  partition   = data.aws_partition.current.partition
  account     = var.groundwork.account_id
  bucket      = "dl-${var.groundwork.name}-data-${local.account}-${local.region}"
  logs_bucket = "dl-${var.groundwork.name}-logs-${local.account}-${local.region}"
  bucket_arn  = "arn:${local.partition}:s3:::${local.bucket}"
  logs_arn    = "arn:${local.partition}:s3:::${local.logs_bucket}"

  is_locked     = var.object_lock_mode != "NONE"
  is_replicated = var.replica_bucket_arn != ""
}

resource "aws_s3_bucket" "this" {
  bucket              = local.bucket
  object_lock_enabled = local.is_locked
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyEncryptedTransport"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:*"
        Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "OnlyKmsEncryption"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:PutObject"
        Resource  = "${local.bucket_arn}/*"
        Condition = {
          Null            = { "s3:x-amz-server-side-encryption" = "false" }
          StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
        }
      },
      {
        Sid       = "OnlyKeyOfTheLake"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:PutObject"
        Resource  = "${local.bucket_arn}/*"
        Condition = {
          Null            = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "false" }
          StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = var.kms_key_arn }
        }
      },
    ]
  })

  # S3 refuses a policy while it does not know yet that it will not be public.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "versions"
    status = "Enabled"

    filter {
      prefix = ""
    }

    expiration {
      expired_object_delete_marker = true
    }

    noncurrent_version_expiration {
      noncurrent_days = var.noncurrent_version_expiration_in_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  dynamic "rule" {
    for_each = local.zones

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = "${rule.key}/"
      }

      transition {
        days          = rule.value.transition_in_days
        storage_class = rule.value.storage_class
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_object_lock_configuration" "this" {
  count = local.is_locked ? 1 : 0

  bucket = aws_s3_bucket.this.id

  rule {
    default_retention {
      mode = var.object_lock_mode
      days = var.object_lock_retention_in_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_logging" "this" {
  bucket        = aws_s3_bucket.this.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "access/"

  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_s3_access_point" "zone" {
  for_each = local.zones

  name   = "${var.groundwork.name}-${each.key}"
  bucket = aws_s3_bucket.this.id

  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }

  # Whatever IAM allows, nothing outside the zone is reached through its access point.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid         = "OnlyObjectsOfTheZone"
        Effect      = "Deny"
        Principal   = { AWS = "*" }
        Action      = ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"]
        NotResource = "arn:${local.partition}:s3:${local.region}:${local.account}:accesspoint/${var.groundwork.name}-${each.key}/object/${each.key}/*"
      },
      {
        Sid       = "OnlyListsOfTheZone"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = ["s3:ListBucket", "s3:ListBucketVersions"]
        Resource  = "arn:${local.partition}:s3:${local.region}:${local.account}:accesspoint/${var.groundwork.name}-${each.key}"
        Condition = { StringNotLike = { "s3:prefix" = "${each.key}/*" } }
      },
    ]
  })
}
