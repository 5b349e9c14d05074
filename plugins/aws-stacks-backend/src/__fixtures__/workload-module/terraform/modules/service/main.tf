data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "this" {
  count = length(var.statements) > 0 ? 1 : 0

  dynamic "statement" {
    for_each = var.statements

    content {
      sid       = statement.key
      effect    = statement.value.effect
      actions   = statement.value.actions
      resources = statement.value.resources

      dynamic "condition" {
        for_each = statement.value.conditions

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "this" {
  count = length(var.statements) > 0 ? 1 : 0

  name   = "access"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_cloudwatch_log_group" "this" {
  count = length(var.log_streams)

  name              = "/${var.name}/${var.log_streams[count.index]}"
  retention_in_days = var.retention_in_days
  tags              = var.tags
}

resource "aws_sns_topic" "this" {
  count = var.create_topic ? 1 : 0

  name = var.name
  tags = var.tags
}

module "parameters" {
  source = "../parameters"

  path = var.path
  settings = merge(var.settings, {
    role      = aws_iam_role.this.arn
    topic     = try(aws_sns_topic.this[0].arn, "none")
    log_group = try(aws_cloudwatch_log_group.this[0].name, "none")
  })
  tags = var.tags
}
