# SPDX-License-Identifier: Apache-2.0

output "project_name" {
  description = "Name of the project"
  value       = aws_codebuild_project.this.name
}

output "bucket_name" {
  description = "Name of the bucket of jobs"
  value       = aws_s3_bucket.this.id
}

output "kms_key_arn" {
  description = "ARN of the key of jobs"
  value       = aws_kms_key.this.arn
}

output "role_arn" {
  description = "ARN of the role of builds, which the plan and apply roles have to trust"
  value       = aws_iam_role.this.arn
}

output "submit_policy_arn" {
  description = "ARN of the policy with which the backend submits runs"
  value       = aws_iam_policy.submit.arn
}

output "job_key_parameter" {
  description = "Name of the parameter that holds the key which opens jobs; people fill it"
  value       = local.job_key_parameter
}

output "log_group_name" {
  description = "Name of the log group of builds"
  value       = aws_cloudwatch_log_group.this.name
}
