output "role_arn" {
  description = "The role of the service"
  value       = aws_iam_role.this.arn
}

output "topic_arn" {
  description = "The topic of the service; null when it has none"
  value       = try(aws_sns_topic.this[0].arn, null)
}

output "parameter_names" {
  description = "The names of its parameters"
  value       = module.parameters.names
}
