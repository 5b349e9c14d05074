# SPDX-License-Identifier: Apache-2.0

output "bucket_arn" {
  description = "ARN of the bucket, which another data lake takes to replicate into it"
  value       = aws_s3_bucket.this.arn
}

output "bucket_name" {
  description = "Name of the bucket"
  value       = aws_s3_bucket.this.id
}

output "kms_key_arn" {
  description = "ARN of the key that encrypts the bucket"
  value       = var.kms_key_arn
}

output "logs_bucket_name" {
  description = "Name of the bucket that keeps the access logs"
  value       = aws_s3_bucket.logs.id
}

output "raw_access_point_arn" {
  description = "ARN of the access point of the raw zone"
  value       = aws_s3_access_point.zone["raw"].arn
}

output "curated_access_point_arn" {
  description = "ARN of the access point of the curated zone"
  value       = aws_s3_access_point.zone["curated"].arn
}

output "serving_access_point_arn" {
  description = "ARN of the access point of the serving zone"
  value       = aws_s3_access_point.zone["serving"].arn
}
