resource "aws_ssm_parameter" "this" {
  for_each = { for name, value in var.settings : name => value if var.create }

  name  = "${var.path}/${each.key}"
  type  = "String"
  value = each.value
  tags  = var.tags
}
