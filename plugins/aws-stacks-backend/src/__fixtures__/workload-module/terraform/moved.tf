moved {
  from = aws_ssm_parameter.shared
  to   = module.shared.aws_ssm_parameter.this
}

moved {
  from = module.services
  to   = module.service
}
