# SPDX-License-Identifier: Apache-2.0

locals {
  assumed_role_arns = length(var.assumed_role_arns) > 0 ? var.assumed_role_arns : [
    for role in ["groundwork-plan", "groundwork-apply"] : "arn:${local.partition}:iam::${local.account}:role/${role}"
  ]

  run_statements = [
    {
      Sid      = "ReadJobs"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = ["${local.bucket_arn}/jobs/*/in/*", "${local.bucket_arn}/jobs/*/out/plan.enc"]
    },
    {
      Sid      = "WriteResults"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "${local.bucket_arn}/jobs/*/out/*"
    },
    {
      Sid       = "SeeWhatIsMissing"
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = local.bucket_arn
      Condition = { StringLike = { "s3:prefix" = "jobs/*" } }
    },
    {
      Sid      = "ReadJobKey"
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = "arn:${local.partition}:ssm:${local.region}:${local.account}:parameter${local.job_key_parameter}"
    },
    {
      Sid       = "UseKey"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = aws_kms_key.this.arn
      Condition = { StringEquals = { "kms:ViaService" = ["s3.${local.region}.amazonaws.com", "ssm.${local.region}.amazonaws.com"] } }
    },
    {
      Sid      = "AssumeRolesOfAccounts"
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:TagSession"]
      Resource = local.assumed_role_arns
    },
    {
      Sid      = "WriteLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${local.log_group_arn}:*"
    },
  ]

  # 123456789012.dkr.ecr.eu-west-1.amazonaws.com/runner:1 → its repository.
  ecr_image = local.is_of_codebuild ? [] : [regex("^(\\d+)\\.dkr\\.ecr\\.([a-z0-9-]+)\\.[a-z.]+/([^:@]+)", var.image)]

  image_statements = flatten([for image in local.ecr_image : [
    {
      Sid      = "SignInToRegistry"
      Effect   = "Allow"
      Action   = "ecr:GetAuthorizationToken"
      Resource = "*"
    },
    {
      Sid      = "PullImage"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = "arn:${local.partition}:ecr:${image[1]}:${image[0]}:repository/${image[2]}"
    },
  ]])

  # https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html
  vpc_statements = flatten([for vpc in local.is_in_vpc ? [var.vpc_id] : [] : [
    {
      Sid    = "JoinVpc"
      Effect = "Allow"
      Action = [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ]
      Resource = "*"
    },
    {
      Sid      = "LendInterface"
      Effect   = "Allow"
      Action   = "ec2:CreateNetworkInterfacePermission"
      Resource = "arn:${local.partition}:ec2:${local.region}:${local.account}:network-interface/*"
      Condition = {
        StringEquals = { "ec2:AuthorizedService" = "codebuild.amazonaws.com" }
        ArnEquals    = { "ec2:Subnet" = [for id in var.subnet_ids : "arn:${local.partition}:ec2:${local.region}:${local.account}:subnet/${id}"] }
      }
    },
  ]])
}

# What builds may do. It is the boundary of their role, too: whatever else is attached, it does no more.
resource "aws_iam_policy" "this" {
  name        = local.name
  description = "What builds of the runner ${var.groundwork.name} may do"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.run_statements, local.image_statements, local.vpc_statements)
  })
}

resource "aws_iam_role" "this" {
  name                 = local.name
  description          = "Builds of the runner ${var.groundwork.name}"
  permissions_boundary = var.permissions_boundary_arn == "" ? aws_iam_policy.this.arn : var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "codebuild.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnEquals    = { "aws:SourceArn" = local.project_arn }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.this.arn
}

# Attached to the role with which the backend works in this account.
resource "aws_iam_policy" "submit" {
  name        = "${local.name}-submit"
  description = "Submits runs to the runner ${var.groundwork.name}, follows and stops them"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "StartAndStopBuilds"
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"]
        Resource = local.project_arn
      },
      {
        Sid      = "ReadResults"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${local.bucket_arn}/jobs/*"
      },
      {
        Sid      = "WriteJobs"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = ["${local.bucket_arn}/jobs/*/in/*", "${local.bucket_arn}/jobs/*/out/result.json", "${local.bucket_arn}/jobs/*/out/taken"]
      },
      {
        Sid       = "SeeWhatIsThere"
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = local.bucket_arn
        Condition = { StringLike = { "s3:prefix" = "jobs/*" } }
      },
      {
        Sid       = "UseKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = aws_kms_key.this.arn
        Condition = { StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" } }
      },
    ]
  })
}
